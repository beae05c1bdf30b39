/** The head of the window: which load, its receipt, the palette, and who is acting. */
import { Button, Kbd, Menu, Text, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconCheck, IconChevronDown, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useShell } from '../shell/shell-context.tsx';
import { fileName, formatTime } from '../ui/format.ts';
import { ReceiptEquation } from '../ui/receipt.tsx';
import type { Load } from '../../electron/contract/load.ts';
import { streamKey } from '../features/loads/list-entries.ts';
import { batchName } from '../features/loads/stream/stream-words.ts';
import { useStreams } from '../features/loads/stream/streams-context.tsx';
import { useCurrentLoad } from './current-load.tsx';
import classes from './header.module.css';
import { WhoMenu } from './who-menu.tsx';

export function Header(): ReactNode {
  const { info } = useShell();
  const { loaded } = useCurrentLoad();
  return (
    <header className={classes['header']}>
      <span className={classes['brand']}>
        <i aria-hidden="true" />
        Bronze Desk
      </span>
      <span className={classes['crumb']}>
        <Text span c="dimmed" size="sm">
          {fileName(info.workspace)}
        </Text>
        <span aria-hidden="true">/</span>
        <LoadMenu />
      </span>
      {loaded !== undefined && <ReceiptEquation receipt={loaded.receipt} checked={loaded.load.checked_at !== null} />}
      <Button
        variant="default"
        className={classes['search'] ?? ''}
        leftSection={<IconSearch size={14} />}
        rightSection={<Kbd>Ctrl K</Kbd>}
        justify="space-between"
        onClick={spotlight.open}
      >
        Find an action
      </Button>
      <WhoMenu />
    </header>
  );
}

function LoadMenu(): ReactNode {
  const { loads, streams, loaded } = useCurrentLoad();
  const { show, openLoad } = useStreams();
  if (loads === undefined || streams === undefined || (loads.length === 0 && streams.length === 0))
    return <b>no loads yet</b>;
  const shown = loaded === undefined ? '…' : crumbOf(loaded.load);
  return (
    <Menu position="bottom-start" width={360}>
      <Menu.Target>
        <UnstyledButton className={classes['load'] ?? ''} aria-label={`Choose a load: now ${shown}`}>
          <b>{shown}</b>
          <IconChevronDown size={13} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={420} className={classes['loads'] ?? ''}>
        {loads.map((load) => (
          <Menu.Item
            key={load.id}
            onClick={() => openLoad(load.id)}
            leftSection={load.id === loaded?.load.id ? <IconCheck size={14} /> : <span className={classes['blank']} />}
            rightSection={
              <Text size="xs" c="dimmed">
                {formatTime(load.loaded_at)}
              </Text>
            }
          >
            {fileName(load.source)}
          </Menu.Item>
        ))}
        {streams.map(({ name, running, last_at: at }) => (
          <Menu.Item
            key={streamKey(name)}
            onClick={() => show({ view: 'stream', run: running, name })}
            leftSection={<span className={classes['blank']} />}
            rightSection={
              <Text size="xs" c="dimmed">
                {formatTime(at)}
              </Text>
            }
          >
            {name.topic}, the stream
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const crumbOf = ({ stream, source }: Load): string => (stream === null ? fileName(source) : batchName(stream));
