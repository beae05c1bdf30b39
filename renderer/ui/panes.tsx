/**
 * Side panels that can be drawn wider, folded away by a key, and that remember it. Where the window is narrow, or zoomed
 * in far, they open over the middle instead of beside it.
 */
import { Button, Drawer, Group as Row } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels';
import { useCommands } from '../app/commands.tsx';
import classes from './panes.module.css';

export interface Pane {
  readonly id: string;
  /** Read out for the panel and its handle. */
  readonly label: string;
  readonly content: ReactNode;
  /** In pixels. */
  readonly size: number;
  readonly minSize: number;
}

interface PanesProps {
  /** Names what is remembered. */
  readonly id: string;
  readonly left?: Pane | undefined;
  readonly right?: Pane | undefined;
  readonly children: ReactNode;
}

const narrow = '(max-width: 920px)';

export function Panes(props: PanesProps): ReactNode {
  const isNarrow = useMediaQuery(narrow, undefined, { getInitialValueInEffect: false });
  return isNarrow ? <StackedPanes {...props} /> : <BesidePanes {...props} />;
}

function BesidePanes({ id, left, right, children }: PanesProps): ReactNode {
  const panelIds = useMemo(
    () => [left?.id, 'main', right?.id].filter((each) => each !== undefined),
    [left?.id, right?.id],
  );
  const box = useRef<HTMLDivElement>(null);
  useCommands([
    {
      id: 'panes.next',
      label: 'Go to the next panel',
      group: 'Window',
      keys: 'F6',
      whileTyping: true,
      run: () => enterNext(box.current, 1),
    },
    {
      id: 'panes.previous',
      label: 'Go to the panel before',
      group: 'Window',
      keys: 'shift+F6',
      whileTyping: true,
      quiet: true,
      run: () => enterNext(box.current, -1),
    },
  ]);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: `bronze-desk.${id}`,
    panelIds,
    storage: localStorage,
  });
  return (
    <Group
      elementRef={box}
      className={classes['panes'] ?? ''}
      {...(defaultLayout === undefined ? {} : { defaultLayout })}
      onLayoutChanged={onLayoutChanged}
    >
      {left !== undefined && <Side pane={left} foldKey="[" />}
      {left !== undefined && <Separator className={classes['handle'] ?? ''} aria-label={`Resize ${left.label}`} />}
      <Panel id="main" minSize={360} className={classes['main'] ?? ''}>
        {children}
      </Panel>
      {right !== undefined && <Separator className={classes['handle'] ?? ''} aria-label={`Resize ${right.label}`} />}
      {right !== undefined && <Side pane={right} foldKey="]" />}
    </Group>
  );
}

/** Where one begins in a panel: at its grid, or else at the first thing that can be used. */
const entries = ['[role="grid"], [role="treegrid"]', 'button:enabled, a[href], input:enabled, [tabindex="0"]'];

/** From the panel that has the focus to the next one that is not folded away. */
function enterNext(box: HTMLDivElement | null, step: 1 | -1): void {
  const panels = [...(box?.querySelectorAll<HTMLElement>(':scope > [data-panel]') ?? [])].filter(
    (panel) => panel.querySelector('[inert]') === null,
  );
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const next = panels.at((at + step + panels.length) % panels.length);
  for (const selector of entries) {
    const target = next?.querySelector<HTMLElement>(selector);
    if (target === null || target === undefined) continue;
    target.focus();
    return;
  }
}

function Side({ pane, foldKey }: { pane: Pane; foldKey: string }): ReactNode {
  const { id, label, content, size, minSize } = pane;
  const panel = usePanelRef();
  const [folded, setFolded] = useState(false);
  useCommands([
    {
      id: `fold.${id}`,
      label: `Fold ${label} away, or out again`,
      group: 'Window',
      keys: foldKey,
      run: () => (panel.current?.isCollapsed() === true ? panel.current.expand() : panel.current?.collapse()),
    },
  ]);
  return (
    <Panel
      id={id}
      panelRef={panel}
      defaultSize={size}
      minSize={minSize}
      collapsible
      groupResizeBehavior="preserve-pixel-size"
      onResize={({ inPixels }) => setFolded(inPixels < 1)}
      className={classes['side'] ?? ''}
    >
      {/* What is folded away is out of the way of the Tab key as well. */}
      <section aria-label={label} className={classes['content']} inert={folded}>
        {content}
      </section>
    </Panel>
  );
}

function StackedPanes({ left, right, children }: PanesProps): ReactNode {
  const [opened, setOpened] = useState<string | null>(null);
  const sides = [left, right].filter((pane) => pane !== undefined);
  return (
    <div className={classes['stacked']}>
      <Row gap="xs" p={6}>
        {sides.map(({ id, label }) => (
          <Button key={id} variant="default" onClick={() => setOpened(id)}>
            {label}
          </Button>
        ))}
      </Row>
      <div className={classes['main']}>{children}</div>
      {sides.map(({ id, label, content }) => (
        <Drawer
          key={id}
          opened={opened === id}
          onClose={() => setOpened(null)}
          title={label}
          position={id === left?.id ? 'left' : 'right'}
        >
          {content}
        </Drawer>
      ))}
    </div>
  );
}
