/** Chooses files and folders on the machine the server runs on, within the folders it was started with. */
import { Button, Checkbox, Group, Modal, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconFile, IconFolder, IconFolderUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { FolderListing, PickRequest } from '../../electron/contract/shell.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { formatBytes, formatCounted, formatTime } from '../ui/format.ts';
import classes from './folder-picker.module.css';
import { NewFolder } from './new-folder.tsx';
import { serverFolders } from './web-shell.ts';

interface FolderPickerProps {
  readonly request: PickRequest;
  readonly onDone: (paths: string[]) => void;
}

export function FolderPicker({ request, onDone }: FolderPickerProps): ReactNode {
  const [folder, setFolder] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [name, setName] = useState(request.name ?? '');
  const listing = useQuery({
    queryKey: ['shell.folder', folder],
    queryFn: () => serverFolders.list(folder),
    gcTime: 0,
    placeholderData: (last: FolderListing | undefined) => last,
  });
  const enter = (path: string | null): void => {
    setFolder(path);
    setChosen([]);
  };
  const answer = answerOf(request, folder, chosen, name);
  return (
    <Modal opened onClose={() => onDone([])} title={request.title} size="xl">
      <Group gap="xs" mb="xs" wrap="nowrap">
        <Button
          variant="default"
          leftSection={<IconFolderUp size={15} />}
          disabled={folder === null}
          onClick={() => enter(listing.data?.parent ?? null)}
        >
          Up
        </Button>
        <Text className="mono" truncate="start" flex={1}>
          {folder ?? 'Folders that may be read'}
        </Text>
        {request.purpose !== 'sources' && folder !== null && (
          <NewFolder parent={folder} onMade={(path) => enter(path)} />
        )}
      </Group>
      {listing.error !== null && <ErrorNotice error={listing.error} />}
      <ScrollArea h={360} className={classes['entries'] ?? ''}>
        {listing.data?.entries.length === 0 && (
          <EmptyState icon={IconFolder} title="Nothing here">
            This folder is empty, or holds only hidden files.
          </EmptyState>
        )}
        <ul className={classes['list']} aria-label="Files and folders">
          {listing.data?.entries
            .filter(({ kind }) => kind === 'folder' || request.purpose === 'sources')
            .map((entry) => (
              <Entry
                key={entry.path}
                entry={entry}
                choosable={request.purpose === 'sources'}
                chosen={chosen.includes(entry.path)}
                onEnter={() => enter(entry.path)}
                onToggle={() =>
                  setChosen((paths) =>
                    paths.includes(entry.path) ? paths.filter((path) => path !== entry.path) : [...paths, entry.path],
                  )
                }
                onTake={() => onDone([entry.path])}
              />
            ))}
        </ul>
      </ScrollArea>
      <Group mt="md" justify="flex-end" align="flex-end">
        {request.purpose === 'save' && (
          <TextInput
            label="File name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            flex={1}
            mr="auto"
          />
        )}
        <Button variant="default" onClick={() => onDone([])}>
          Cancel
        </Button>
        <Button disabled={answer.length === 0} onClick={() => onDone(answer)}>
          {labelOf(request, chosen)}
        </Button>
      </Group>
    </Modal>
  );
}

function answerOf({ purpose }: PickRequest, folder: string | null, chosen: readonly string[], name: string): string[] {
  if (purpose === 'sources') return [...chosen];
  if (folder === null) return [];
  if (purpose === 'folder') return [folder];
  const file = name.trim();
  return file === '' || /[/\\]/.test(file) ? [] : [`${folder.replace(/[/\\]$/, '')}/${file}`];
}

function labelOf({ purpose }: PickRequest, chosen: readonly string[]): string {
  if (purpose === 'folder') return 'Use this folder';
  if (purpose === 'save') return 'Save here';
  return chosen.length === 0 ? 'Open' : `Open ${formatCounted(chosen.length, 'source')}`;
}

interface EntryProps {
  readonly entry: FolderListing['entries'][number];
  readonly choosable: boolean;
  readonly chosen: boolean;
  readonly onEnter: () => void;
  readonly onToggle: () => void;
  readonly onTake: () => void;
}

function Entry({ entry, choosable, chosen, onEnter, onToggle, onTake }: EntryProps): ReactNode {
  const isFolder = entry.kind === 'folder';
  return (
    <li className={classes['entry']} data-chosen={chosen}>
      {choosable && (
        <Checkbox
          checked={chosen}
          onChange={onToggle}
          aria-label={`Choose ${entry.name}`}
          tabIndex={isFolder ? 0 : -1}
        />
      )}
      <button
        type="button"
        className={classes['name']}
        onClick={isFolder ? onEnter : onToggle}
        onDoubleClick={isFolder ? undefined : onTake}
        {...(isFolder ? {} : { 'aria-pressed': chosen })}
      >
        {isFolder ? <IconFolder size={16} aria-hidden /> : <IconFile size={16} aria-hidden />}
        <span>{entry.name}</span>
        <span className={classes['facts']}>
          {[
            ...(entry.bytes === null ? [] : [formatBytes(entry.bytes)]),
            ...(entry.modified_at === null ? [] : [formatTime(entry.modified_at)]),
          ].join(' · ')}
        </span>
      </button>
    </li>
  );
}
