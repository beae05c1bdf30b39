/** Every command by name, and the sheet of all keys. Both read the one register of commands. */
import { Kbd, Modal, Text } from '@mantine/core';
import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useAllCommands, useCommands, type Command } from './commands.tsx';
import { ownKeys } from './own-keys.ts';
import { keyCaps } from './key-caps.ts';
import classes from './palette.module.css';

export function Palette(): ReactNode {
  const [sheetOpened, setSheetOpened] = useState(false);
  useCommands([
    {
      id: 'palette',
      label: 'Find an action',
      group: 'Window',
      keys: 'mod+K',
      whileTyping: true,
      quiet: true,
      run: spotlight.open,
    },
    { id: 'shortcuts', label: 'Show all keys', group: 'Window', keys: 'shift+?', run: () => setSheetOpened(true) },
  ]);
  const commands = useAllCommands();
  return (
    <>
      <Spotlight
        actions={groupsOf(commands.filter(({ quiet, disabled }) => quiet !== true && disabled !== true))}
        nothingFound="No action has that name."
        searchProps={{
          leftSection: <IconSearch size={16} />,
          placeholder: 'Find an action',
          'aria-label': 'Find an action',
        }}
        attributes={{ content: { 'aria-label': 'Find an action' } }}
        shortcut={null}
        scrollable
        maxHeight={420}
      />
      <Modal opened={sheetOpened} onClose={() => setSheetOpened(false)} title="All keys" size="lg">
        <ShortcutSheet commands={commands} />
      </Modal>
    </>
  );
}

function groupsOf(commands: readonly Command[]): SpotlightActionGroupData[] {
  return byGroup(commands).map(([group, members]) => ({ group, actions: members.map(actionOf) }));
}

function actionOf({ id, label, keys, run }: Command): SpotlightActionData {
  return { id, label, onClick: run, ...(keys === undefined ? {} : { rightSection: <Keys keys={keys} /> }) };
}

export function Keys({ keys }: { keys: string }): ReactNode {
  return (
    <span className={classes['keys']}>
      {keyCaps(keys).map((cap) => (
        <Kbd key={cap}>{cap}</Kbd>
      ))}
    </span>
  );
}

function ShortcutSheet({ commands }: { commands: readonly Command[] }): ReactNode {
  const possible = commands.filter(({ keys, disabled }) => keys !== undefined && disabled !== true);
  const lines = possible.map(({ group, label, keys = '' }) => ({ group, label, keys: [keys] }));
  return byGroup([...lines, ...ownKeys]).map(([group, members]) => (
    <section key={group} className={classes['group']}>
      <Text component="h3" fw={600} size="sm">
        {group}
      </Text>
      <dl className={classes['list']}>
        {members.map(({ label, keys }) => (
          <div key={label} className={classes['line']}>
            <dt>{label}</dt>
            <dd>
              {keys.map((each) => (
                <Keys key={each} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

function byGroup<Member extends { readonly group: string }>(all: readonly Member[]): [string, Member[]][] {
  const groups = new Map<string, Member[]>();
  for (const each of all) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return [...groups];
}
