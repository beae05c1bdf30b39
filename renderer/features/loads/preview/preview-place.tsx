/** Before anything is loaded: how it would be read, why, what comes of it, and the means to have it read otherwise. */
import { Button, Kbd, SegmentedControl, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useActor } from '../../../app/actor.tsx';
import { useCommands } from '../../../app/commands.tsx';
import { formatBytes, formatCount, formatCounted } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Panes } from '../../../ui/panes.tsx';
import { SignedBy } from '../../../ui/signed-by.tsx';
import { useIncoming } from '../incoming.tsx';
import { useLoadQueue } from '../load-queue-context.tsx';
import { namesOf } from '../load-words.ts';
import { useStreams } from '../stream/streams-context.tsx';
import { FileList } from './file-list.tsx';
import formClasses from '../intake-form.module.css';
import classes from './preview.module.css';
import { isMendable, PreviewError } from './preview-error.tsx';
import { sourceOf } from './reading-choices.ts';
import { ReadingForm } from './reading-form.tsx';
import { SampleRows } from './sample-rows.tsx';
import { usePreview } from './use-preview.ts';

export function PreviewPlace(): ReactNode {
  const { paths, draft, set, clear, leave, waiting } = useIncoming();
  const { choices, apart, chosen } = draft;
  const { show } = useStreams();
  const { name } = useActor();
  const queue = useLoadQueue();
  const form = useRef<HTMLFormElement>(null);
  const { preview, error, asking, askAgain } = usePreview(sourceOf(paths, choices));
  const files = preview?.files ?? [];
  const file = files.find(({ path }) => path === chosen) ?? files[0];
  const title = namesOf(files.length === 0 ? paths : files.map(({ path }) => path));
  const ready = preview !== undefined && error === null && !asking && name !== '' && !preview.empty;
  const isHopeless = preview === undefined && error !== null && !isMendable(error);
  const heading = useId();

  // Enter loads from the first moment on, unless the focus is on something that has an Enter of its own.
  useEffect(() => form.current?.focus({ preventScroll: true }), []);
  useCommands([{ id: 'preview.cancel', label: 'Do not load', group: 'Preview', keys: 'Escape', run: leave }]);

  const load = (): void => {
    if (!ready) return;
    const whole = { actor: name, again: false };
    if (apart) queue.add(...files.map(({ path }) => ({ ...whole, source: sourceOf([path], choices) })));
    else queue.add({ ...whole, source: sourceOf(paths, choices) });
    // Where it is seen coming in, whatever stood there before.
    if (waiting === 0) show({ view: 'none' });
    clear();
  };

  return (
    <form
      ref={form}
      tabIndex={-1}
      className={formClasses['view']}
      aria-labelledby={heading}
      onSubmit={(event) => {
        event.preventDefault();
        load();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) load();
      }}
    >
      <div className={formClasses['head']}>
        <h1 id={heading}>{title}</h1>
        <Text size="sm" c="dimmed">
          {files.length > 0 && `${formatBytes(files.reduce((sum, { bytes }) => sum + bytes, 0))} · `}
          Nothing is loaded yet.
        </Text>
        <Text size="sm" c="dimmed" role="status" ml="auto">
          {asking ? 'Reading the first lines…' : ''}
          {waiting > 0 &&
            !asking &&
            `${formatCounted(waiting, 'more source waits', 'more sources wait')} for its preview`}
        </Text>
      </div>
      {preview?.empty === true && error === null && (
        <div className={classes['error']}>
          <Notice tone="warn" icon={IconAlertTriangle} role="alert">
            <Text size="sm">
              {title} names its columns and holds no record, so there is nothing to load. Check that the export was
              complete, or that its first line is read for what it is.
            </Text>
          </Notice>
        </div>
      )}
      {error !== null && <PreviewError error={error} paths={paths} choices={choices} onAskAgain={askAgain} />}
      <div className={classes['body']}>
        {isHopeless ? null : (
          <Panes
            id="preview"
            left={{
              id: 'reading',
              label: 'How it is read',
              size: 360,
              minSize: 320,
              content: (
                <>
                  {files.length > 1 && (
                    <FileList files={files} chosen={file?.path} onChoose={(path) => set({ chosen: path })} />
                  )}
                  <ReadingForm
                    files={files}
                    file={file}
                    choices={choices}
                    onChange={(changed) => set({ choices: changed })}
                  />
                </>
              ),
            }}
          >
            {preview !== undefined && <SampleRows preview={preview} outdated={asking || error !== null} />}
          </Panes>
        )}
      </div>
      <div className={formClasses['bar']}>
        {preview !== undefined && (
          <Button type="submit" size="sm" disabled={!ready} rightSection={<Kbd>↵</Kbd>}>
            {actWords(title, files.length, apart)}
          </Button>
        )}
        <Button variant="default" size="sm" onClick={leave} rightSection={<Kbd>Esc</Kbd>}>
          Do not load
        </Button>
        {files.length > 1 && (
          <SegmentedControl
            transitionDuration={0}
            aria-label="One load or several"
            data={[
              { value: 'one', label: 'As one load' },
              { value: 'apart', label: 'Each on its own' },
            ]}
            value={apart ? 'apart' : 'one'}
            onChange={(value) => set({ apart: value === 'apart' })}
          />
        )}
        <span className={formClasses['signed']}>
          <SignedBy beside="the load" />
        </span>
      </div>
    </form>
  );
}

function actWords(title: string, files: number, apart: boolean): string {
  if (files < 2) return `Load ${title}`;
  return apart ? `Load ${formatCount(files)} files, one after the other` : `Load ${formatCount(files)} files as one`;
}
