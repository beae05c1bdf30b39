/**
 * The desktop program, put together: one instance, one window, one engine, and what the person does to each. All of
 * Electron comes in as one value, so that the whole of it runs under test on a double.
 */
import { join } from 'node:path';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { Commands } from './commands.ts';
import { CrashCount } from './crash-count.ts';
import { DeskWindow } from './desk-window.ts';
import { EngineLife, type Stopped } from './engine-life.ts';
import { guardContents, guardSession } from './guard.ts';
import { answerPage } from './ipc.ts';
import { KeptFile } from './kept-file.ts';
import { KeptObjectStorage, keptObjectStorageSchema } from './kept-object-storage.ts';
import type { DesktopParts, ElectronMain } from './parts.ts';
import { ProgramMenu } from './program-menu.ts';
import { isWorkspace, RecentWorkspaces, recentSchema, workspaceName } from './recent-workspaces.ts';
import { SafeQuit } from './safe-quit.ts';
import { shellAnswers } from './shell-answers.ts';
import { startOptionsSchema } from './start-options.ts';
import { stoppedActOf, stoppedHeaders, stoppedHtml } from './stopped-page.ts';
import { windowStateSchema } from './window-state.ts';

/** False where another instance is already there: it has been told what this one was started with. */
export function startDesktop(electron: ElectronMain, parts: DesktopParts): boolean {
  const { app, protocol } = electron;
  app.setName('Bronze Desk');
  app.setAboutPanelOptions({ applicationName: 'Bronze Desk', applicationVersion: parts.appVersion });
  if (parts.options.userData !== null) app.setPath('userData', parts.options.userData);
  if (!app.requestSingleInstanceLock(parts.options)) {
    app.quit();
    return false;
  }
  app.enableSandbox();
  registerAppScheme(protocol);
  const desktop = new Desktop(electron, parts);
  desktop.listen();
  void app.whenReady().then(() => desktop.begin());
  return true;
}

class Desktop {
  readonly #electron: ElectronMain;
  readonly #parts: DesktopParts;
  readonly #commands: Commands;
  readonly #engine: EngineLife;
  readonly #objectStorage: KeptObjectStorage;
  readonly #quit: SafeQuit;
  readonly #window: DeskWindow;
  readonly #recent: RecentWorkspaces;
  readonly #menu: ProgramMenu;
  readonly #pageCrashes = new CrashCount();
  #workspace: string;
  #stopped: Stopped | undefined;
  #begun = false;
  /** One change of workspace at a time. */
  #turn: Promise<void> = Promise.resolve();

  constructor(electron: ElectronMain, parts: DesktopParts) {
    const { app, dialog, utilityProcess, MessageChannelMain } = electron;
    this.#electron = electron;
    this.#parts = parts;
    const kept = (name: string): string => join(app.getPath('userData'), name);
    this.#recent = new RecentWorkspaces(new KeptFile(kept('recent-workspaces.json'), recentSchema));
    // Beside the documents, not among them: those are often copied to a cloud, where no patient's record belongs.
    const fallback = join(app.getPath('home'), 'Bronze Desk');
    this.#workspace = parts.options.workspace ?? this.#recent.list()[0] ?? fallback;
    this.#commands = new Commands((command) => this.#window.tell(command));
    this.#objectStorage = new KeptObjectStorage(
      new KeptFile(kept('object-storage.json'), keptObjectStorageSchema),
      electron.safeStorage,
      parts.platform,
    );
    this.#engine = new EngineLife({
      fork: () =>
        utilityProcess.fork(parts.enginePath, [], {
          serviceName: 'Bronze Desk Engine',
          // What a driver prints may quote a value.
          stdio: app.isPackaged ? 'ignore' : 'inherit',
        }),
      createChannel: () => new MessageChannelMain(),
      killHard: parts.killHard,
      objectStore: () => this.#objectStorage.forEngine,
      deliver: (port) => this.#window.deliver(port),
      stopped: (stopped) => this.#stop(stopped),
    });
    this.#quit = new SafeQuit({
      app,
      dialog,
      window: () => this.#window.open,
      running: () => this.#engine.running,
      closeEngine: () => this.#engine.close(),
    });
    this.#window = new DeskWindow(electron, parts, new KeptFile(kept('window-state.json'), windowStateSchema), {
      // On macOS a program outlives its windows, and so does the work it is doing.
      mayClose: () => this.#quit.ready || parts.platform === 'mac',
      refused: () => void this.#quit.begin(),
      pageLeft: () => this.#leavePage(),
      pageCrashed: () => this.#reviveOrStop(),
    });
    this.#menu = new ProgramMenu(electron, parts, this.#recent, {
      workspace: () => this.#workspace,
      window: () => this.#window.open,
      tell: (command) => {
        this.#show();
        this.#commands.send(command);
      },
      switchTo: (workspace) => this.#switchTo(workspace),
    });
  }

  /** Everything that may happen before the app is ready. */
  listen(): void {
    const { app } = this.#electron;
    app.on('web-contents-created', (_event, contents) => guardContents(contents, (address) => this.#follow(address)));
    app.on('second-instance', (_event, _argv, _cwd, sent) => {
      const options = startOptionsSchema.safeParse(sent);
      this.#show();
      if (options.success) void this.#open(options.data.files, options.data.workspace);
    });
    app.on('open-file', (event, path) => {
      event.preventDefault();
      void this.#open([path]);
    });
    app.on('activate', () => this.#show());
    app.on('window-all-closed', () => {
      if (this.#parts.platform !== 'mac') app.quit();
    });
  }

  async begin(): Promise<void> {
    const { session, protocol, ipcMain } = this.#electron;
    guardSession(session.defaultSession);
    serveApp(protocol, { folder: this.#parts.pageFolder, stopped: () => this.#stoppedPage() });
    const answers = shellAnswers(this.#electron, this.#parts, {
      workspace: () => this.#workspace,
      window: () => this.#window.open,
      engine: this.#engine,
      objectStorage: this.#objectStorage,
      reopen: (change) =>
        this.#openAnew('reopen', async () => {
          await change();
          return this.#workspace;
        }),
    });
    answerPage(ipcMain, () => this.#window.open?.webContents, answers, {
      'page:ready': () => this.#engine.pageReady(),
      'page:listening': () => this.#commands.flow(),
    });
    await this.#objectStorage.recall();
    // Until now there was no engine to switch, so this only says which workspace and which files to begin with.
    await this.#open(this.#parts.options.files);
    this.#begun = true;
    if (this.#parts.sample !== undefined) await this.#engine.offer([this.#parts.sample]);
    this.#openWorkspace(this.#workspace);
    this.#show();
  }

  #show(): void {
    if (this.#begun) this.#window.show(workspaceName(this.#workspace), this.#stopped !== undefined);
  }

  #openWorkspace(workspace: string): void {
    this.#stopped = undefined;
    this.#workspace = workspace;
    this.#pageCrashes.forget();
    this.#engine.start(workspace);
    this.#window.load(workspaceName(workspace), false);
    this.#recent.add(workspace);
    this.#electron.app.addRecentDocument(workspace);
    this.#menu.set();
  }

  #switchTo(workspace: string): Promise<boolean> {
    return this.#openAnew('switch', () => Promise.resolve(workspace));
  }

  /** Closes the engine of the workspace before, where the person lets it; false where not. */
  #openAnew(why: 'switch' | 'reopen', choose: () => Promise<string>): Promise<boolean> {
    const turn = this.#turn.then(async () => {
      if (!(await this.#quit.mayStop(why))) return false;
      const workspace = await choose();
      await this.#engine.close();
      this.#openWorkspace(workspace);
      this.#show();
      return true;
    });
    const over = (): void => undefined;
    this.#turn = turn.then(over, over);
    return turn;
  }

  /** Files to load, or a workspace: named as such, or a folder that is one. */
  async #open(paths: readonly string[], named: string | null = null): Promise<void> {
    const workspace = named ?? paths.find(isWorkspace);
    const files = paths.filter((path) => path !== workspace);
    if (workspace !== undefined && workspace !== this.#workspace) {
      if (this.#begun) await this.#switchTo(workspace);
      else this.#workspace = workspace;
    }
    if (files.length === 0) return;
    await this.#engine.offer(files);
    this.#commands.send({ command: 'open', paths: files });
  }

  #leavePage(): void {
    this.#engine.pageLeft();
    this.#commands.hold();
  }

  #reviveOrStop(): void {
    const times = this.#pageCrashes.add();
    if (this.#pageCrashes.enough) this.#stop({ why: 'page-crashed', times });
    else this.#window.load(workspaceName(this.#workspace), this.#stopped !== undefined);
  }

  #stop(stopped: Stopped): void {
    this.#stopped = stopped;
    this.#window.load(workspaceName(this.#workspace), true);
  }

  #stoppedPage(): { html: string; headers: typeof stoppedHeaders } | undefined {
    if (this.#stopped === undefined) return undefined;
    return { html: stoppedHtml(this.#stopped, this.#workspace), headers: stoppedHeaders };
  }

  /** The buttons of the stopped page; nothing else that is followed does anything. */
  #follow(address: string): void {
    if (this.#stopped === undefined) return;
    switch (stoppedActOf(address)) {
      case 'try-again':
        void this.#switchTo(this.#workspace);
        return;
      case 'choose-workspace':
        void this.#menu.chooseWorkspace('open');
        return;
      case 'quit':
        this.#electron.app.quit();
        return;
      case undefined:
        return;
    }
  }
}
