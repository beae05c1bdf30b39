/** The bytes of a reject that is not UTF-8, with those that are not ASCII marked. */
import { Button } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { bytesPerLine, hexLines } from './hex-lines.ts';
import classes from './hex-view.module.css';

const linesAtFirst = 128;

export function HexView({ bytes, offset }: { bytes: Uint8Array; offset: number }): ReactNode {
  const [whole, setWhole] = useState(false);
  const lines = useMemo(
    () => hexLines(whole ? bytes : bytes.subarray(0, linesAtFirst * bytesPerLine), offset),
    [bytes, offset, whole],
  );
  return (
    <section aria-label="Bytes">
      <div className={classes['hex']} tabIndex={0} role="group" aria-label="Bytes in hexadecimal">
        {lines.map(({ offset: at, bytes: shown, text }) => (
          <div key={at} className={classes['line']}>
            <span className={classes['offset']}>{formatCount(at)}</span>
            <span>
              {shown.map((byte, index) => (
                <span key={index} className={byte >= '80' ? classes['high'] : undefined}>
                  {byte}{' '}
                </span>
              ))}
            </span>
            <span className={classes['text']}>{text}</span>
          </div>
        ))}
      </div>
      {!whole && bytes.length > linesAtFirst * bytesPerLine && (
        <Button size="compact-xs" variant="default" mt={6} onClick={() => setWhole(true)}>
          Show all {formatCount(bytes.length)} bytes
        </Button>
      )}
    </section>
  );
}
