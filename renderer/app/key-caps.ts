/** Keys as they stand on the keyboard in front of the person: `mod+K` is `Ctrl K`, on a Mac `⌘ K`. */
const isMac = navigator.userAgent.includes('Mac');

const caps: Readonly<Record<string, string>> = {
  mod: isMac ? '⌘' : 'Ctrl',
  ctrl: 'Ctrl',
  alt: isMac ? '⌥' : 'Alt',
  shift: '⇧',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: '↵',
  escape: 'Esc',
  backspace: '⌫',
  delete: 'Del',
  space: 'Space',
  pageup: 'PgUp',
  pagedown: 'PgDn',
};

export const keyCaps = (keys: string): string[] =>
  keys === 'shift+?'
    ? ['?']
    : keys.split('+').map((key) => caps[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key));
