/**
 * Every message between the page's preload and main, by name. What is asked and answered; what is only told. Types and
 * names alone: the preload is loaded before the page, and carries no schemas.
 */
import type { ObjectStorageState, ObjectStorageWish } from '../../contract/object-storage.ts';
import type { PickRequest, ShellCommand, ShellInfo } from '../../contract/shell.ts';

export interface Asks {
  'shell:info': { input: null; output: ShellInfo };
  'shell:pick': { input: PickRequest; output: string[] };
  /** Paths that the preload read from dropped files. */
  'shell:dropped': { input: string[]; output: string[] };
  'shell:reveal': { input: string; output: null };
  'shell:object-storage': { input: null; output: ObjectStorageState };
  'shell:use-object-storage': { input: ObjectStorageWish; output: 'used' | 'left' };
  'shell:forget-object-storage': { input: null; output: 'used' | 'left' };
}
export type Ask = keyof Asks;

/** A failure is answered, not thrown: Electron would put its own words around the message. */
export type Answer<A extends Ask> = { ok: true; output: Asks[A]['output'] } | { ok: false; message: string };

/** From the page: it is ready for the engine's port; it has begun to listen to commands. */
export const tells = ['page:ready', 'page:listening'] as const;
export type Tell = (typeof tells)[number];

/** From main: a port for the page; a command of the menu or the file manager. */
export const enginePortChannel = 'engine:port';
export const commandChannel = 'shell:command';

export interface CommandMessage {
  readonly command: ShellCommand;
}
