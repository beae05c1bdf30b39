/** The program's one window over its lives: opened, shown again, told things, and where it stood kept for next time. */
import type { BrowserWindow, MessagePortMain } from 'electron';
import type { ShellCommand } from '../../contract/shell.ts';
import { pageAddress, stoppedAddress } from './app-protocol.ts';
import { commandChannel, enginePortChannel, type CommandMessage } from './channels.ts';
import type { KeptFile } from './kept-file.ts';
import type { DesktopParts, ElectronMain } from './parts.ts';
import { windowOptions } from './main-window.ts';
import { placeWindow, type WindowState } from './window-state.ts';

export interface WindowEvents {
  /** Whether the window may close now; when not, `refused` sees to it that it can later. */
  readonly mayClose: () => boolean;
  readonly refused: () => void;
  /** The page was left, reloaded or lost. */
  readonly pageLeft: () => void;
  readonly pageCrashed: () => void;
}

export class DeskWindow {
  readonly #electron: ElectronMain;
  readonly #parts: DesktopParts;
  readonly #kept: KeptFile<WindowState>;
  readonly #events: WindowEvents;
  #window: BrowserWindow | undefined;

  constructor(electron: ElectronMain, parts: DesktopParts, kept: KeptFile<WindowState>, events: WindowEvents) {
    this.#electron = electron;
    this.#parts = parts;
    this.#kept = kept;
    this.#events = events;
  }

  get open(): BrowserWindow | undefined {
    return this.#window;
  }

  show(title: string, stopped: boolean): void {
    if (this.#window === undefined) {
      this.#create(title);
      this.load(title, stopped);
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  /** The page anew, or the page that says the engine has stopped. */
  load(title: string, stopped: boolean): void {
    this.#window?.setTitle(title);
    // A load that another overtakes rejects; the other one is what the window shows.
    this.#window?.loadURL(stopped ? stoppedAddress : pageAddress).catch(() => undefined);
  }

  tell(command: ShellCommand): void {
    const message: CommandMessage = { command };
    this.#window?.webContents.send(commandChannel, message);
  }

  deliver(port: MessagePortMain): void {
    if (this.#window === undefined) port.close();
    else this.#window.webContents.postMessage(enginePortChannel, null, [port]);
  }

  #create(title: string): void {
    const events = this.#events;
    const { BrowserWindow, app, nativeTheme, screen } = this.#electron;
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
    const { bounds, maximised } = placeWindow(
      this.#kept.read(),
      [primary, ...others].map((display) => display.workArea),
    );
    const window = new BrowserWindow(
      windowOptions({
        bounds,
        title,
        preload: this.#parts.preloadPath,
        packaged: app.isPackaged,
        dark: nativeTheme.shouldUseDarkColors,
        icon: this.#parts.icon,
      }),
    );
    this.#window = window;
    window.once('ready-to-show', () => {
      if (maximised) window.maximize();
      window.show();
    });
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('close', (event) => {
      this.#kept.write({ bounds: window.getNormalBounds(), maximised: window.isMaximized() });
      if (events.mayClose()) return;
      event.preventDefault();
      events.refused();
    });
    window.on('closed', () => {
      this.#window = undefined;
      events.pageLeft();
    });
    // Not when a navigation starts: most of those are refused, and the page stays.
    window.webContents.on('did-navigate', () => events.pageLeft());
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      events.pageLeft();
      if (reason !== 'clean-exit') events.pageCrashed();
    });
  }
}
