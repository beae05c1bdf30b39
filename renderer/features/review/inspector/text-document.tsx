/** A long text to be read: its sections under their heads, or exactly as written with its white space drawn. */
import { Button, CopyButton, SegmentedControl } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { formatCount } from '../../../ui/format.ts';
import { VisibleText, type Mark } from '../../../ui/visible-text.tsx';
import { splitSections, type DocumentPart, type DocumentSection } from './document-sections.ts';
import classes from './text-document.module.css';

interface TextDocumentProps {
  readonly column: string;
  readonly text: string;
  readonly marks: readonly Mark[];
}

/** A text of a megabyte is laid out in full only for the few who ask for it. */
const shownAtFirst = 60_000;
/** Each is an element of its own; more of them say nothing that these do not. */
const mostMarks = 500;

export function TextDocument({ column, text, marks }: TextDocumentProps): ReactNode {
  const [view, setView] = useState('read');
  const [whole, setWhole] = useState(false);
  const drawn = marks.length > mostMarks ? marks.slice(0, mostMarks) : marks;
  const shown = whole || text.length <= shownAtFirst ? text : text.slice(0, cutBefore(text, shownAtFirst));
  return (
    <section className={classes['document']} aria-label={column}>
      <div className={classes['bar']}>
        <h3 className={classes['column']}>{column}</h3>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={copy} aria-label={`Copy ${column}`}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <SegmentedControl
          size="xs"
          aria-label={`How ${column} is shown`}
          value={view}
          onChange={setView}
          data={[
            { value: 'read', label: 'To read' },
            { value: 'written', label: 'As written' },
          ]}
        />
      </div>
      {view === 'read' ? (
        <ReadingView text={shown} marks={drawn} />
      ) : (
        <p className={classes['written']}>
          <VisibleText text={shown} marks={drawn} />
        </p>
      )}
      {drawn.length < marks.length && (
        <p className={classes['rest']}>
          The first {formatCount(drawn.length)} of {formatCount(marks.length)} places that fail are marked.
        </p>
      )}
      {shown.length < text.length && (
        <p className={classes['rest']}>
          The first {formatCount(shown.length)} of {formatCount(text.length)} characters are shown.
          <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
            Show all of it
          </Button>
        </p>
      )}
    </section>
  );
}

/** Not between the two halves of one character. */
function cutBefore(text: string, place: number): number {
  const code = text.charCodeAt(place - 1);
  return code >= 0xd800 && code <= 0xdbff ? place - 1 : place;
}

function ReadingView({ text, marks }: { text: string; marks: readonly Mark[] }): ReactNode {
  const sections = useMemo(() => splitSections(text), [text]);
  return (
    <div className={classes['reading']}>
      {sections.map(({ head, body }) => (
        <section key={head?.from ?? 0} className={classes['section']}>
          {head !== null && (
            <h4 className={classes['head']}>
              <Part part={head} marks={marks} />
            </h4>
          )}
          {paragraphsOf(body).map((parts) => (
            <p key={parts[0]?.from}>
              {parts.map((part) => (
                <Part key={part.from} part={part} marks={marks} />
              ))}
            </p>
          ))}
        </section>
      ))}
    </div>
  );
}

function Part({ part: { kind, text, from }, marks }: { part: DocumentPart; marks: readonly Mark[] }): ReactNode {
  const within = marks
    .filter((mark) => mark.from < from + text.length && mark.to > from)
    .map((mark) => ({ from: Math.max(0, mark.from - from), to: Math.min(text.length, mark.to - from) }));
  const shown = within.length === 0 ? text : <VisibleText text={text} marks={within} />;
  return kind === 'join' ? <span className={classes['join']}>{shown}</span> : shown;
}

/** The join after a head opens the first paragraph; every other one closes its own. */
function paragraphsOf(body: DocumentSection['body']): DocumentPart[][] {
  const paragraphs: DocumentPart[][] = [];
  let current: DocumentPart[] = [];
  for (const part of body) {
    current.push(part);
    if (part.kind === 'join' && current.length > 1) {
      paragraphs.push(current);
      current = [];
    }
  }
  if (current.length > 0) paragraphs.push(current);
  return paragraphs;
}
