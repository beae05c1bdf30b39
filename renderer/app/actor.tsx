/** Who is acting: a name kept on this machine, in every reason and in the trail. */
import { createContext, use, type ReactNode } from 'react';
import { useLocalStorage } from '@mantine/hooks';

export interface Actor {
  readonly name: string;
  readonly setName: (name: string) => void;
}

const ActorContext = createContext<Actor | null>(null);

export function ActorProvider({ user, children }: { user: string; children: ReactNode }): ReactNode {
  const [name, setName] = useLocalStorage({
    key: 'bronze-desk.who',
    defaultValue: user,
    getInitialValueInEffect: false,
  });
  return <ActorContext value={{ name, setName }}>{children}</ActorContext>;
}

export function useActor(): Actor {
  const actor = use(ActorContext);
  if (actor === null) throw new Error('nobody is acting above this component');
  return actor;
}

export const initials = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
