/** Commands to the page, kept while there is no page that listens: a file may be opened before the window is. */
import type { ShellCommand } from '../../contract/shell.ts';

export class Commands {
  readonly #deliver: (command: ShellCommand) => void;
  #kept: ShellCommand[] = [];
  #flowing = false;

  constructor(deliver: (command: ShellCommand) => void) {
    this.#deliver = deliver;
  }

  send(command: ShellCommand): void {
    if (this.#flowing) this.#deliver(command);
    else this.#kept.push(command);
  }

  flow(): void {
    this.#flowing = true;
    const kept = this.#kept;
    this.#kept = [];
    for (const command of kept) this.#deliver(command);
  }

  hold(): void {
    this.#flowing = false;
  }
}
