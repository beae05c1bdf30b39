/** The program around the page, for every component. */
import { createContext, use, type ReactNode } from 'react';
import type { Shell, ShellInfo } from '../../electron/contract/shell.ts';

interface Surroundings {
  readonly shell: Shell;
  readonly info: ShellInfo;
}

const ShellContext = createContext<Surroundings | null>(null);

export function ShellProvider({ children, ...surroundings }: Surroundings & { children: ReactNode }): ReactNode {
  return <ShellContext value={surroundings}>{children}</ShellContext>;
}

export function useShell(): Surroundings {
  const surroundings = use(ShellContext);
  if (surroundings === null) throw new Error('there is no shell above this component');
  return surroundings;
}
