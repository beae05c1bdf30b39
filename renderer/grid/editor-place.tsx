/** Where an editor lies over the grid: below its cell, so that the row stays readable, and never over the pinned columns. */
import { useLayoutEffect, useRef, type CSSProperties, type ReactNode } from 'react';
import classes from './record-grid.module.css';

interface EditorPlaceProps {
  /** In CSS, from the left edge of the rows. */
  readonly left: string;
  /** In pixels from the top of the rows; null: at the lower edge of what is in sight. */
  readonly top: number | null;
  /** Pixels at the left that pinned columns take of the `room` there is to see. */
  readonly pinned: number;
  readonly room: number;
  readonly widths: CSSProperties;
  readonly children: ReactNode;
}

const gap = 4;

export function EditorPlace({ left, top, pinned, room, widths, children }: EditorPlaceProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // It answers with a promise in some browsers, which is no way to clean up.
    box.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, []);
  return (
    <div className={classes['editorRow']} data-at-edge={top === null} style={{ ...widths, top: top ?? undefined }}>
      <div
        ref={box}
        className={classes['editor']}
        style={{
          left: pinned,
          marginLeft: left,
          scrollMarginLeft: pinned,
          maxWidth: Math.max(240, room - pinned - gap),
        }}
      >
        {children}
      </div>
    </div>
  );
}
