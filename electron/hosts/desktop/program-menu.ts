/** The menu as it stands at the moment, and the acts on workspaces that it offers. */
import type { BrowserWindow } from 'electron';
import type { ShellCommand } from '../../contract/shell.ts';
import { menuTemplate } from './menu.ts';
import type { DesktopParts, ElectronMain } from './parts.ts';
import type { RecentWorkspaces } from './recent-workspaces.ts';

export interface MenuSurroundings {
  readonly workspace: () => string;
  readonly window: () => BrowserWindow | undefined;
  readonly tell: (command: ShellCommand) => void;
  readonly switchTo: (workspace: string) => Promise<boolean>;
}

const titles = {
  open: 'Open a workspace',
  create: 'Choose or make a folder for the new workspace',
} as const;

export class ProgramMenu {
  readonly #electron: Pick<ElectronMain, 'app' | 'dialog' | 'Menu' | 'shell'>;
  readonly #parts: Pick<DesktopParts, 'platform'>;
  readonly #recent: RecentWorkspaces;
  readonly #around: MenuSurroundings;

  constructor(
    electron: Pick<ElectronMain, 'app' | 'dialog' | 'Menu' | 'shell'>,
    parts: Pick<DesktopParts, 'platform'>,
    recent: RecentWorkspaces,
    around: MenuSurroundings,
  ) {
    this.#electron = electron;
    this.#parts = parts;
    this.#recent = recent;
    this.#around = around;
  }

  /** Anew whenever the list of recent workspaces has changed. */
  set(): void {
    const { Menu, app, shell } = this.#electron;
    const { tell, switchTo, workspace } = this.#around;
    const template = menuTemplate({
      platform: this.#parts.platform,
      packaged: app.isPackaged,
      recent: this.#recent.list(),
      acts: {
        tell,
        chooseWorkspace: () => void this.chooseWorkspace('open'),
        createWorkspace: () => void this.chooseWorkspace('create'),
        openWorkspace: (recent) => void switchTo(recent),
        clearRecent: () => {
          this.#recent.clear();
          app.clearRecentDocuments();
          this.set();
        },
        showWorkspace: () => shell.showItemInFolder(workspace()),
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  async chooseWorkspace(act: keyof typeof titles): Promise<void> {
    const { dialog } = this.#electron;
    const window = this.#around.window();
    const options = { title: titles[act], properties: ['openDirectory' as const, 'createDirectory' as const] };
    const { filePaths } = await (window === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    const workspace = filePaths[0];
    if (workspace !== undefined) await this.#around.switchTo(workspace);
  }
}
