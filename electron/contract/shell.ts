/**
 * What a page asks of the program it sits in, besides the engine: choosing paths, showing folders, knowing where it is.
 * The desktop's preload provides it through native dialogs, the web host through the server's folders.
 */
import { z } from 'zod';
import type { ObjectStorageState, ObjectStorageWish } from './object-storage.ts';

export const pickRequestSchema = z.object({
  /** `sources`: files or folders to read. `folder`: one to write into. `save`: a new file's path. */
  purpose: z.enum(['sources', 'folder', 'save']),
  title: z.string(),
  /** For `save`: the name to begin with. */
  name: z.string().optional(),
});
export type PickRequest = z.infer<typeof pickRequestSchema>;

export const folderListingSchema = z.object({
  /** Absolute; null for the list of roots. */
  path: z.string().nullable(),
  parent: z.string().nullable(),
  entries: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      kind: z.enum(['folder', 'file']),
      bytes: z.number().nullable(),
      modified_at: z.string().nullable(),
    }),
  ),
});
export type FolderListing = z.infer<typeof folderListingSchema>;

export const shellInfoSchema = z.object({
  host: z.enum(['desktop', 'web']),
  platform: z.enum(['mac', 'windows', 'linux']),
  app_version: z.string(),
  workspace: z.string(),
  /** The sample that comes with the program; null where it was not shipped. */
  sample: z.string().nullable(),
  /** The name the machine knows the person by, to begin with. */
  user: z.string(),
  /** Addresses in an object store, named when the program was started: they and what is below may be chosen. */
  objects: z.array(z.string()),
});
export type ShellInfo = z.infer<typeof shellInfoSchema>;

export interface Shell {
  info(): Promise<ShellInfo>;
  /** The chosen paths, offered to the engine; empty when the person gave up. */
  pick(request: PickRequest): Promise<string[]>;
  /**
   * Paths of files dropped on the window, offered to the engine. `onProgress` is of bytes, where they must be sent;
   * `signal` stops the sending, and it then rejects with CANCELLED.
   */
  receiveDropped(
    files: readonly File[],
    onProgress: (done: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<string[]>;
  /** Takes back what was dropped and is not loaded after all; absent where dropping makes no copy. */
  discardDropped?(paths: readonly string[]): Promise<void>;
  /** Shows a file or folder in the system's file manager; absent where the page is not on that machine's screen. */
  readonly reveal?: (path: string) => Promise<void>;
  /** Absent where the server's environment says which object store is used. */
  readonly objectStorage?: {
    state(): Promise<ObjectStorageState>;
    /** The person is asked by the program itself. When it was agreed to, the workspace and this page are opened anew. */
    use(wish: ObjectStorageWish): Promise<'used' | 'left'>;
    forget(): Promise<'used' | 'left'>;
  };
  /** What the program's menu or file manager asks of the page. Returns the function that ends the subscription. */
  onCommand(listener: (command: ShellCommand) => void): () => void;
}

export const shellCommandSchema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('go'), place: z.enum(['loads', 'checks', 'review', 'publish', 'audit']) }),
  /** Files opened from the file manager or the command line. */
  z.object({ command: z.literal('open'), paths: z.array(z.string()) }),
  z.object({ command: z.literal('pick-sources') }),
  z.object({ command: z.literal('undo') }),
  z.object({ command: z.literal('object-storage') }),
  z.object({ command: z.literal('palette') }),
  z.object({ command: z.literal('shortcuts') }),
]);
export type ShellCommand = z.infer<typeof shellCommandSchema>;
