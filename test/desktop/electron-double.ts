/**
 * Electron as the desktop program uses it, without Electron: typed against its real types, and failing where it would
 * fail: before the app is ready, after something has been destroyed, a second handler for a channel, a port used twice.
 */
import type * as Electron from 'electron';
import { EventEmitter } from 'node:events';
import type { ElectronMain } from '../../electron/hosts/desktop/parts.ts';
import { DoubleChild } from './double-child.ts';
import { DoubleKeychain } from './double-keychain.ts';
import { DoubleChannel } from './double-ports.ts';
import { DoubleSession } from './double-session.ts';
import { DoubleWindow } from './double-window.ts';
import { preventable } from './preventable.ts';

export interface DoubleWish {
  readonly folder: string;
  readonly packaged?: boolean;
  /** Another instance holds the lock. */
  readonly second?: boolean;
  readonly displays?: readonly Electron.Rectangle[];
  /** The one of an earlier start. */
  readonly keychain?: DoubleKeychain;
}

type Handler = (event: Electron.IpcMainInvokeEvent, input: unknown) => unknown;
type Serve = (request: Request) => Promise<Response>;

export class ElectronDouble {
  readonly app = new EventEmitter();
  readonly windows: DoubleWindow[] = [];
  readonly children: DoubleChild[] = [];
  readonly session = new DoubleSession();
  readonly keychain: DoubleKeychain;
  readonly ipc = new EventEmitter();
  readonly handlers = new Map<string, Handler>();
  /** Calls whose order or arguments a test may look at. */
  readonly calls: { name: string; args: readonly unknown[] }[] = [];
  /** Answers of dialogs to come, in order. */
  readonly answers = { open: [] as string[][], save: [] as string[], box: [] as number[] };
  menu: readonly Electron.MenuItemConstructorOptions[] = [];
  serve: Serve | undefined;
  quits = 0;
  readonly electron: ElectronMain;
  readonly #wish: DoubleWish;
  readonly #readiness: Promise<void>;
  #becomeReady: () => void = () => undefined;
  #ready = false;
  /** Windows that close because the program ends are not told of. */
  #quitting = false;

  constructor(wish: DoubleWish) {
    this.#wish = wish;
    this.keychain = new DoubleKeychain(() => this.#needReady('safeStorage'), wish.keychain);
    this.#readiness = new Promise((resolve) => {
      this.#becomeReady = resolve;
    });
    this.electron = this.#make();
  }

  /** Electron is ready; resolves when what waited for it has run. */
  async ready(): Promise<void> {
    this.#ready = true;
    this.#becomeReady();
    await this.#readiness;
  }

  /** What was begun and waits for nothing but its turn has run. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  get window(): DoubleWindow {
    const window = this.windows.findLast((candidate) => !candidate.isDestroyed());
    if (window === undefined) throw new Error('there is no window');
    return window;
  }

  get child(): DoubleChild {
    const child = this.children.at(-1);
    if (child === undefined) throw new Error('no process was forked');
    return child;
  }

  called(name: string): readonly (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  /** The page of the open window asks main, from its main frame unless said otherwise. */
  async ask(channel: string, input: unknown, from: Partial<Electron.IpcMainInvokeEvent> = {}): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return await handler({ ...this.#sent(), ...from } as Electron.IpcMainInvokeEvent, structuredClone(input));
  }

  tell(channel: string, from: Partial<Electron.IpcMainEvent> = {}): void {
    this.ipc.emit(channel, { ...this.#sent(), ...from });
  }

  #sent() {
    const { webContents } = this.window;
    return { sender: webContents, senderFrame: webContents.mainFrame };
  }

  #needReady(what: string): void {
    if (!this.#ready) throw new Error(`${what} cannot be used before the app is ready`);
  }

  #needEarly(what: string): void {
    if (this.#ready) throw new Error(`${what} should be called before the app is ready`);
  }

  #note(name: string, ...args: readonly unknown[]): void {
    this.calls.push({ name, args });
  }

  /** One cast, at the border: what is listed is what the program uses, each part of it in Electron's own signature. */
  #make(): ElectronMain {
    const parts = {
      app: this.#makeApp(),
      BrowserWindow: this.#windowClass(),
      MessageChannelMain: DoubleChannel,
      dialog: this.#makeDialog(),
      ipcMain: this.#makeIpc(),
      Menu: this.#makeMenu(),
      nativeTheme: { shouldUseDarkColors: true },
      protocol: this.#makeProtocol(),
      safeStorage: this.keychain,
      screen: this.#makeScreen(),
      session: this.#makeSession(),
      shell: { showItemInFolder: (path: string) => this.#note('showItemInFolder', path) },
      utilityProcess: { fork: (...args: unknown[]) => this.#fork(...args) },
    };
    return parts as unknown as ElectronMain;
  }

  #makeApp() {
    const { packaged = false, second = false, folder } = this.#wish;
    const paths = new Map([
      ['userData', `${folder}/user-data`],
      ['home', `${folder}/home`],
      ['documents', `${folder}/documents`],
    ]);
    return Object.assign(this.app, {
      isPackaged: packaged,
      whenReady: () => this.#readiness,
      setName: (name: string) => this.#note('setName', name),
      setAboutPanelOptions: (options: Electron.AboutPanelOptionsOptions) => this.#note('about', options),
      setPath: (name: string, path: string) => void paths.set(name, path),
      getPath: (name: string) => {
        const path = paths.get(name);
        if (path === undefined) throw new Error(`Failed to get '${name}' path`);
        return path;
      },
      requestSingleInstanceLock: (data: Record<string, unknown>) => {
        this.#note('lock', data);
        return !second;
      },
      enableSandbox: () => {
        this.#needEarly('app.enableSandbox');
        this.#note('enableSandbox');
      },
      addRecentDocument: (path: string) => this.#note('addRecentDocument', path),
      clearRecentDocuments: () => this.#note('clearRecentDocuments'),
      quit: () => this.#quit(),
    });
  }

  /** As Electron does: asks the program, then each window, and ends when none has refused. */
  #quit(): void {
    const event = preventable();
    this.app.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#quitting = true;
    const stays = this.windows.some((window) => !window.isDestroyed() && !window.close());
    this.#quitting = false;
    if (!stays) this.quits += 1;
  }

  #windowClass() {
    const needReady = (): void => this.#needReady('BrowserWindow');
    const closed = (): void => {
      if (!this.#quitting && this.windows.every((window) => window.isDestroyed())) this.app.emit('window-all-closed');
    };
    const opened = (window: DoubleWindow): void => {
      this.windows.push(window);
      this.app.emit('web-contents-created', {}, window.webContents);
    };
    return class extends DoubleWindow {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        needReady();
        super(options, closed);
        opened(this);
      }
    };
  }

  #makeDialog() {
    const last = (args: readonly unknown[]): unknown => args.at(-1);
    return {
      showOpenDialog: (...args: unknown[]): Promise<Electron.OpenDialogReturnValue> => {
        this.#needReady('dialog');
        this.#note('showOpenDialog', last(args));
        const filePaths = this.answers.open.shift() ?? [];
        return Promise.resolve({ canceled: filePaths.length === 0, filePaths });
      },
      showSaveDialog: (...args: unknown[]): Promise<Electron.SaveDialogReturnValue> => {
        this.#needReady('dialog');
        this.#note('showSaveDialog', last(args));
        const filePath = this.answers.save.shift() ?? '';
        return Promise.resolve({ canceled: filePath === '', filePath });
      },
      showMessageBox: (...args: unknown[]): Promise<Electron.MessageBoxReturnValue> => {
        this.#needReady('dialog');
        this.#note('showMessageBox', last(args));
        return Promise.resolve({ response: this.answers.box.shift() ?? 0, checkboxChecked: false });
      },
    };
  }

  #makeIpc() {
    return {
      on: (channel: string, listener: (event: Electron.IpcMainEvent) => void) => this.ipc.on(channel, listener),
      handle: (channel: string, handler: Handler) => {
        if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
        this.handlers.set(channel, handler);
      },
    };
  }

  #makeMenu() {
    return {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (template: Electron.MenuItemConstructorOptions[]) => {
        this.menu = template;
      },
    };
  }

  #makeProtocol() {
    return {
      registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => {
        this.#needEarly('protocol.registerSchemesAsPrivileged');
        this.#note('registerSchemesAsPrivileged', schemes);
      },
      handle: (scheme: string, serve: Serve) => {
        this.#needReady('protocol.handle');
        if (this.serve !== undefined) throw new Error(`The scheme ${scheme} has been registered`);
        this.serve = serve;
      },
    };
  }

  #makeScreen() {
    const areas = this.#wish.displays ?? [{ x: 0, y: 0, width: 1920, height: 1080 }];
    const displays = areas.map((workArea, id) => ({ id, workArea }));
    return {
      getPrimaryDisplay: () => {
        this.#needReady('screen');
        return displays[0];
      },
      getAllDisplays: () => displays,
    };
  }

  #makeSession() {
    const needReady = (): void => this.#needReady('session.defaultSession');
    const { session } = this;
    return {
      get defaultSession() {
        needReady();
        return session;
      },
    };
  }

  #fork(...args: unknown[]): DoubleChild {
    this.#needReady('utilityProcess.fork');
    this.#note('fork', ...args);
    const child = new DoubleChild();
    this.children.push(child);
    this.app.emit('forked');
    return child;
  }
}
