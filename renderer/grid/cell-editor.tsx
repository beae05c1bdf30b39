/** A cell being changed. What is typed lives here alone until it is handed over; null and empty text are told apart. */
import { Button, Kbd, Textarea } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { drawsSigns, VisibleText } from '../ui/visible-text.tsx';
import classes from './record-grid.module.css';

interface CellEditorProps {
  readonly column: string;
  readonly value: string | null;
  /** Its record is not among the rows at hand any more. */
  readonly isGone: boolean;
  readonly onCommit: (value: string | null) => void;
  readonly onCancel: () => void;
}

/** From here on a text is read and changed better in a box than in a line. */
const longText = 60;
/** Drawn anew with every key. */
const longestEchoed = 4_000;

export function CellEditor({ column, value, isGone, onCommit, onCancel }: CellEditorProps): ReactNode {
  const [draft, setDraft] = useState(value);
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    input.current?.focus({ preventScroll: true });
    // A long text is changed in a place of it: a first letter must not wipe it out.
    if ((input.current?.value.length ?? 0) <= longText) input.current?.select();
    else input.current?.setSelectionRange(0, 0);
  }, []);
  const manyLines = value?.includes('\n') === true;
  const isLong = manyLines || (value?.length ?? 0) > longText;
  const commit = (): void => (draft === value ? onCancel() : onCommit(draft));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      onCancel();
    } else if (event.key === 'Tab' || (event.key === 'Enter' && isCommit(event, manyLines))) {
      event.preventDefault();
      commit();
    }
  };
  return (
    <>
      {isGone && (
        <p role="alert" className={classes['gone']}>
          The record you are changing is not among these rows any more. What you typed is kept: hand it on for that
          record, or leave it with Esc.
        </p>
      )}
      <Textarea
        ref={input}
        aria-label={`New value of ${column}`}
        value={draft ?? ''}
        placeholder={draft === null ? 'null' : 'empty text'}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        autosize
        minRows={isLong ? 6 : 1}
        maxRows={isLong ? 14 : 4}
        w={isLong ? 560 : 300}
        maw="100%"
        spellCheck={false}
      />
      {draft !== null && draft.length <= longestEchoed && drawsSigns(draft) && (
        <p className={classes['echo']} aria-label="The new value with its white space shown">
          <VisibleText text={draft} />
        </p>
      )}
      <div className={classes['editorFoot']}>
        <span>
          <Kbd>{manyLines ? 'Ctrl ↵' : '↵'}</Kbd> keep
        </span>
        <span>
          <Kbd>Esc</Kbd> leave
        </span>
        <span>
          <Kbd>{manyLines ? '↵' : '⇧ ↵'}</Kbd> new line
        </span>
        <Button
          variant="subtle"
          size="compact-xs"
          ml="auto"
          disabled={draft === null}
          onClick={() => {
            setDraft(null);
            input.current?.focus();
          }}
        >
          Set to null
        </Button>
      </div>
    </>
  );
}

/** Enter makes a line where the value has lines, and ends the change where it has none. */
const isCommit = ({ ctrlKey, metaKey, shiftKey }: KeyboardEvent, manyLines: boolean): boolean =>
  ctrlKey || metaKey || (!manyLines && !shiftKey);
