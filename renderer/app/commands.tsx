/**
 * Everything a person can do by a key, in one register: the keys, the palette and the sheet of shortcuts read the same
 * list, so that none of them promises what another does not keep.
 */
import {
  createContext,
  use,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { isHit } from './key-hits.ts';

export interface Command {
  readonly id: string;
  /** What happens, as on a button: `Fix all 372…`. */
  readonly label: string;
  /** The place or thing it belongs to; heads its group in the palette and the sheet. */
  readonly group: string;
  /** In Mantine's notation: `mod+K`, `shift+F`, `J`, `Enter`. */
  readonly keys?: string;
  /** Also while text is being typed. */
  readonly whileTyping?: boolean;
  /** Not possible just now. */
  readonly disabled?: boolean;
  /** Left out of the palette: moving about, for example. */
  readonly quiet?: boolean;
  readonly run: () => void;
}

class CommandRegister {
  readonly #groups = new Map<symbol, readonly Command[]>();
  readonly #listeners = new Set<() => void>();
  #snapshot: readonly Command[] = [];

  /** Later ones win over earlier ones with the same keys. */
  set(owner: symbol, commands: readonly Command[]): void {
    this.#groups.set(owner, commands);
    this.#changed();
  }

  remove(owner: symbol): void {
    this.#groups.delete(owner);
    this.#changed();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): readonly Command[] => this.#snapshot;

  #changed(): void {
    this.#snapshot = [...this.#groups.values()].flat();
    for (const listener of this.#listeners) listener();
  }
}

const RegisterContext = createContext<CommandRegister | null>(null);

export function CommandProvider({ children }: { children: ReactNode }): ReactNode {
  const register = useMemo(() => new CommandRegister(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const typing = isTyping(event.target);
      const command = register
        .snapshot()
        .findLast(
          ({ keys, disabled, whileTyping }) =>
            keys !== undefined && disabled !== true && (!typing || whileTyping === true) && isHit(keys, event),
        );
      if (command === undefined || (isInDialog(event.target) && command.whileTyping !== true)) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [register]);
  return <RegisterContext value={register}>{children}</RegisterContext>;
}

/** Offers commands for as long as the component stands. */
export function useCommands(commands: readonly Command[]): void {
  const register = useRegister();
  const owner = useRef(Symbol('commands'));
  const latest = useRef(commands);
  useLayoutEffect(() => {
    latest.current = commands;
  });
  // What the sheet and the palette show; the closures of the last render are run in any case.
  const shown = JSON.stringify(
    commands.map(({ id, label, group, keys, disabled }) => [id, label, group, keys, disabled]),
  );
  useEffect(() => {
    register.set(
      owner.current,
      latest.current.map((command, index) => ({ ...command, run: () => latest.current[index]?.run() })),
    );
  }, [register, shown]);
  useEffect(() => {
    const mine = owner.current;
    return () => register.remove(mine);
  }, [register]);
}

export function useAllCommands(): readonly Command[] {
  const register = useRegister();
  return useSyncExternalStore(register.subscribe, register.snapshot);
}

function useRegister(): CommandRegister {
  const register = use(RegisterContext);
  if (register === null) throw new Error('there is no command register above this component');
  return register;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"]') !== null;
