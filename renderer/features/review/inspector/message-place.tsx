/** The message a record or a reject of a stream came in: its place in the topic, its time, its key and headers as they are. */
import type { ReactNode } from 'react';
import type { MessageOrigin } from '../../../../electron/contract/stream.ts';
import { formatCount, formatExactTime } from '../../../ui/format.ts';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { bytesOf, isUtf8 } from './hex-lines.ts';
import classes from './message-place.module.css';

export function MessagePlace({ message }: { message: MessageOrigin }): ReactNode {
  const { topic, partition, offset, at, key_base64: key, headers } = message;
  return (
    <section aria-label="Where it came from">
      <dl className={classes['facts']}>
        <dt>Topic</dt>
        <dd>{topic}</dd>
        <dt>Partition</dt>
        <dd>{partition}</dd>
        <dt>Offset</dt>
        <dd>{formatCount(offset)}</dd>
        <dt>Timestamp</dt>
        <dd>{at === null ? 'none' : <time dateTime={at}>{formatExactTime(at)}</time>}</dd>
        <dt>Key</dt>
        <dd>
          <Bytes base64={key} />
        </dd>
        <dt>Headers</dt>
        <dd>
          {headers.length === 0 ? (
            'none'
          ) : (
            <dl className={classes['headers']}>
              {headers.map((header, index) => (
                // A header may come twice, and their order is told apart.
                <div key={index}>
                  <dt>{header.key}</dt>
                  <dd>
                    <Bytes base64={header.value_base64} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </dd>
      </dl>
    </section>
  );
}

/** As text where it is text, otherwise as it is written in hexadecimal. */
function Bytes({ base64 }: { base64: string | null }): ReactNode {
  if (base64 === null) return 'null';
  const bytes = bytesOf(base64);
  return (
    <span className="mono">
      {isUtf8(bytes) ? (
        <VisibleText text={new TextDecoder().decode(bytes)} oneLine />
      ) : (
        <>0x{[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}</>
      )}
    </span>
  );
}
