/** Mantine in the desk's own measures and colours; the colours themselves are in tokens.css. */
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const bronze: MantineColorsTuple = [
  '#fbf3ea',
  '#f4e7d8',
  '#e8cfb0',
  '#dfb787',
  '#d79a5b',
  '#c98a4b',
  '#a9692b',
  '#8f5216',
  '#7d4513',
  '#64360d',
];

export const theme = createTheme({
  colors: { bronze },
  primaryColor: 'bronze',
  primaryShade: { light: 7, dark: 4 },
  // Mantine judges what can be read on a colour by the light scheme alone; the ink in tokens.css fits each scheme.
  variantColorResolver: (input) => ({
    ...defaultVariantColorsResolver(input),
    ...(input.variant === 'filled' ? { color: 'var(--desk-accent-ink)' } : {}),
  }),
  fontFamily: "'Inter Variable', 'Segoe UI', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', 'SF Mono', Consolas, monospace",
  fontSizes: { xs: '11.5px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45' },
  defaultRadius: 7,
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '18px' }, h2: { fontSize: '15px' }, h3: { fontSize: '13px' } },
  },
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, transitionProps: { duration: 120 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    // Mantine takes two pixels off: below what reads well.
    InputWrapper: {
      vars: () => ({
        label: {},
        description: { '--input-description-size': 'var(--mantine-font-size-xs)' },
        error: { '--input-error-size': 'var(--mantine-font-size-xs)' },
      }),
    },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Kbd: { defaultProps: { size: 'xs' } },
    Modal: {
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        transitionProps: { duration: 120 },
        overlayProps: { opacity: 0.35 },
      },
      styles: { title: { fontSize: 15, fontWeight: 650 } },
    },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 100 } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close this notice' } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
  },
});

/** Mantine's own names for what tokens.css calls by ours. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--desk-panel)',
    '--mantine-color-text': 'var(--desk-ink)',
    '--mantine-color-dimmed': 'var(--desk-ink-3)',
    '--mantine-color-default': 'var(--desk-panel)',
    '--mantine-color-default-border': 'var(--desk-line)',
    '--mantine-color-placeholder': 'var(--desk-ink-3)',
    '--mantine-color-error': 'var(--desk-bad)',
    '--mantine-color-anchor': 'var(--desk-accent)',
    '--mantine-color-red-filled': 'var(--desk-bad)',
    '--mantine-color-red-filled-hover': 'color-mix(in srgb, var(--desk-bad) 88%, var(--desk-ink))',
    '--mantine-color-green-filled': 'var(--desk-good)',
    '--mantine-color-yellow-filled': 'var(--desk-warn)',
  };
  return { variables: {}, light: shared, dark: shared };
};
