/** What a command is made of: how it adds itself to the program, and how its handler is run. */
import type { Command } from 'commander';
import type { Desk, WorkspaceNeed } from './desk.ts';
import type { Answer } from './output.ts';

export type Handle<Options> = (desk: Desk, options: Options, args: string[]) => Promise<Answer>;

/** Makes a commander action of a handler: opens and closes the desk around it and prints its answer. */
export type Act = <Options extends object>(
  need: WorkspaceNeed,
  handle: Handle<Options>,
) => (this: Command) => Promise<void>;

export type AddCommand = (parent: Command, act: Act) => void;
