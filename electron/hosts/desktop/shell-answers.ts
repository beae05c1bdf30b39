/** What main answers to the page's Shell: about the program, chosen and dropped paths, and the file manager. */
import type { BrowserWindow, Dialog } from 'electron';
import type { ObjectStorage } from '../../contract/object-storage.ts';
import { DeskError } from '../../contract/errors.ts';
import { choosePaths } from './choose-paths.ts';
import type { EngineLife } from './engine-life.ts';
import type { Answers } from './ipc.ts';
import type { KeptObjectStorage } from './kept-object-storage.ts';
import type { DesktopParts, ElectronMain } from './parts.ts';

export interface ShellSurroundings {
  readonly workspace: () => string;
  readonly window: () => BrowserWindow | undefined;
  readonly engine: Pick<EngineLife, 'offer' | 'mayShow'>;
  readonly objectStorage: Pick<KeptObjectStorage, 'forEngine' | 'state' | 'use' | 'forget'>;
  /** Makes the change and opens the workspace anew; false where work is under way and the person keeps it. */
  readonly reopen: (change: () => Promise<void> | void) => Promise<boolean>;
}

export function shellAnswers(
  { app, dialog, shell }: Pick<ElectronMain, 'app' | 'dialog' | 'shell'>,
  parts: DesktopParts,
  { workspace, window, engine, objectStorage, reopen }: ShellSurroundings,
): Answers {
  return {
    'shell:info': () =>
      Promise.resolve({
        host: 'desktop',
        platform: parts.platform,
        app_version: parts.appVersion,
        workspace: workspace(),
        sample: parts.sample ?? null,
        user: parts.user,
        objects: objectStorage.forEngine === null ? [] : [objectStorage.forEngine.address],
      }),
    async 'shell:pick'(request) {
      const open = window();
      if (open === undefined) return [];
      const documents = app.getPath('documents');
      const paths = await choosePaths(dialog, open, request, { mac: parts.platform === 'mac', documents });
      await engine.offer(paths);
      return paths;
    },
    async 'shell:dropped'(paths) {
      await engine.offer(paths);
      return paths;
    },
    async 'shell:reveal'(path) {
      if (!(await engine.mayShow(path))) {
        throw new DeskError(
          'PATH_NOT_OFFERED',
          'Only what was chosen or published here can be shown in the file manager.',
        );
      }
      shell.showItemInFolder(path);
      return null;
    },
    'shell:object-storage': () => objectStorage.state(),
    async 'shell:use-object-storage'(wish) {
      const open = window();
      // Where records go is for a person to say, not for a page.
      if (open === undefined || !(await agreesTo(dialog, open, wish))) return 'left';
      return (await reopen(() => objectStorage.use(wish))) ? 'used' : 'left';
    },
    async 'shell:forget-object-storage'() {
      return (await reopen(() => objectStorage.forget())) ? 'used' : 'left';
    },
  };
}

async function agreesTo(
  dialog: Pick<Dialog, 'showMessageBox'>,
  window: BrowserWindow,
  { address, endpoint, access_key_id: key }: ObjectStorage,
): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `Read and publish at ${address}?`,
    detail: [
      `Server: ${endpoint ?? 'Amazon S3, or what this machine’s AWS settings name'}.`,
      ...(endpoint?.startsWith('http:') === true
        ? ['Over http:// records travel readable: use it for a server on this machine alone.']
        : []),
      key === null ? 'As whom: what this machine’s AWS settings say.' : `As whom: access key ${key}.`,
      'Records that you publish there leave this machine. The workspace is opened anew.',
    ].join('\n'),
    buttons: ['Cancel', 'Use it'],
    defaultId: 1,
    cancelId: 0,
  });
  return response === 1;
}
