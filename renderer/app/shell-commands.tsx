/** What the program's menu asks for, carried out by the commands of the window. */
import { spotlight } from '@mantine/spotlight';
import { useEffect, useRef, type ReactNode } from 'react';
import type { ShellCommand } from '../../electron/contract/shell.ts';
import { useIncoming } from '../features/loads/incoming.tsx';
import { useShell } from '../shell/shell-context.tsx';
import { useAllCommands } from './commands.tsx';
import { useWhereabouts } from './places.ts';

export function ShellCommands(): ReactNode {
  const { shell } = useShell();
  const commands = useAllCommands();
  const { go } = useWhereabouts();
  const { receive, pick } = useIncoming();
  const run = (id: string): void =>
    commands.findLast((command) => command.id === id && command.disabled !== true)?.run();
  const obey = (asked: ShellCommand): void => {
    switch (asked.command) {
      case 'go':
        go(asked.place);
        return;
      case 'open':
        receive(asked.paths);
        return;
      case 'pick-sources':
        void pick();
        return;
      case 'palette':
        spotlight.open();
        return;
      case 'object-storage':
      case 'undo':
      case 'shortcuts':
        run(asked.command);
    }
  };
  const latest = useRef(obey);
  useEffect(() => {
    latest.current = obey;
  });
  useEffect(() => shell.onCommand((command) => latest.current(command)), [shell]);
  return null;
}
