/** What main answers to the page's Shell: about the program, chosen and dropped paths, and the file manager. */
import type { BrowserWindow } from 'electron';
import { DeskError } from '../../contract/errors.ts';
import { choosePaths } from './choose-paths.ts';
import type { EngineLife } from './engine-life.ts';
import type { Answers } from './ipc.ts';
import type { DesktopParts, ElectronMain } from './parts.ts';

export interface ShellSurroundings {
  readonly workspace: () => string;
  readonly window: () => BrowserWindow | undefined;
  readonly engine: Pick<EngineLife, 'offer' | 'mayShow'>;
}

export function shellAnswers(
  { app, dialog, shell }: Pick<ElectronMain, 'app' | 'dialog' | 'shell'>,
  parts: DesktopParts,
  { workspace, window, engine }: ShellSurroundings,
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
        objects: [],
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
  };
}
