/**
 * Leaving without losing anything: while work is under way the person is asked; then the engine is closed within a
 * bounded time, and only then does the program end.
 */
import type { App, BrowserWindow, Dialog } from 'electron';

export interface QuitParts {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  readonly window: () => BrowserWindow | undefined;
  readonly running: () => number;
  readonly closeEngine: () => Promise<void>;
}

const stopping = {
  quit: 'Stop the work and quit',
  switch: 'Stop the work and switch',
  reopen: 'Stop the work and open anew',
} as const;

export class SafeQuit {
  readonly #parts: QuitParts;
  #state: 'no' | 'asking' | 'closing' | 'ready' = 'no';

  constructor(parts: QuitParts) {
    this.#parts = parts;
    parts.app.on('before-quit', (event) => {
      if (this.#state === 'ready') return;
      event.preventDefault();
      void this.begin();
    });
  }

  /** Whether windows may close: the program has done what it must. */
  get ready(): boolean {
    return this.#state === 'ready';
  }

  async begin(): Promise<void> {
    if (this.#state !== 'no') return;
    this.#state = 'asking';
    if (!(await this.mayStop('quit'))) {
      this.#state = 'no';
      return;
    }
    this.#state = 'closing';
    try {
      await this.#parts.closeEngine();
    } finally {
      this.#state = 'ready';
      this.#parts.app.quit();
    }
  }

  /** True at once where nothing runs. */
  async mayStop(then: keyof typeof stopping): Promise<boolean> {
    const running = this.#parts.running();
    if (running === 0) return true;
    const options = {
      type: 'question' as const,
      message: running === 1 ? 'A task is still running.' : `${running} tasks are still running.`,
      detail:
        'What is stopped now is rolled back as a whole: nothing is left half done, and you can start it again later.',
      buttons: ['Keep working', stopping[then]],
      defaultId: 0,
      cancelId: 0,
    };
    const window = this.#parts.window();
    const { response } = await (window === undefined
      ? this.#parts.dialog.showMessageBox(options)
      : this.#parts.dialog.showMessageBox(window, options));
    return response === 1;
  }
}
