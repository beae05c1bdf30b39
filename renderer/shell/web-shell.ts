/** The shell of a page in a browser: the server's folders, and bytes sent to it for what was dropped. */
import { z } from 'zod';
import { DeskError, failureSchema } from '../../electron/contract/errors.ts';
import {
  folderListingSchema,
  shellInfoSchema,
  type FolderListing,
  type PickRequest,
  type Shell,
} from '../../electron/contract/shell.ts';

const failedSchema = z.object({ failure: failureSchema });
const pathsSchema = z.object({ paths: z.array(z.string()) });
const pathSchema = z.object({ path: z.string() });

/** The server's folders, within the roots it was started with. */
export interface ServerFolders {
  list(path: string | null): Promise<FolderListing>;
  makeFolder(path: string, name: string): Promise<FolderListing>;
}

export const serverFolders: ServerFolders = {
  list: (path) => ask(`shell/folder${path === null ? '' : `?path=${encodeURIComponent(path)}`}`, folderListingSchema),
  makeFolder: (path, name) => ask('shell/folder', folderListingSchema, post({ path, name })),
};

/** `choose` shows the server's folders and lets a person pick. */
export function webShell(choose: (request: PickRequest) => Promise<string[]>): Shell {
  return {
    info: () => ask('shell/info', shellInfoSchema),
    async pick(request) {
      const paths = await choose(request);
      return paths.length === 0 ? [] : (await ask('shell/offer', pathsSchema, post({ paths }))).paths;
    },
    async receiveDropped(files, onProgress, signal) {
      const total = files.reduce((sum, file) => sum + file.size, 0);
      const paths: string[] = [];
      let before = 0;
      for (const file of files) {
        const already = before;
        paths.push(await send(file, (done) => onProgress(already + done, total), signal));
        before += file.size;
      }
      return paths;
    },
    async discardDropped(paths) {
      await ask('shell/discard', z.object({}), post({ paths }));
    },
    onCommand: () => () => undefined,
  };
}

const post = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function ask<T>(path: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
  const response = await fetch(path, init).catch(() => {
    throw gone();
  });
  return read(schema, response.status, await response.text());
}

function read<T>(schema: z.ZodType<T>, status: number, text: string): T {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new DeskError('INTERNAL', `The server answered with status ${status} and no explanation. Reload the page.`);
  }
  const failed = failedSchema.safeParse(body);
  if (failed.success) throw DeskError.from(failed.data.failure);
  return schema.parse(body);
}

/** `fetch` cannot say how much of a body has been sent. */
function send(file: File, onProgress: (done: number) => void, signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(notSent());
      return;
    }
    const request = new XMLHttpRequest();
    request.open('PUT', `shell/upload?name=${encodeURIComponent(file.name)}`);
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('error', () => reject(gone()));
    request.addEventListener('load', () => {
      try {
        resolve(read(pathSchema, request.status, request.responseText).path);
      } catch (error) {
        reject(error instanceof Error ? error : gone());
      }
    });
    request.addEventListener('abort', () => reject(notSent()));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

const notSent = (): DeskError =>
  new DeskError('CANCELLED', 'Sending was cancelled. What was not sent completely was not kept.');

const gone = (): DeskError =>
  new DeskError(
    'ENGINE_GONE',
    'Bronze Desk does not answer. Start it again where it ran, then open the address it prints.',
  );
