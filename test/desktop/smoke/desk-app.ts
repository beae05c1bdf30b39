/** The desktop program in a real Electron, with folders of its own, and the ways a test reaches into it. */
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { enginePort } from '../../../electron/contract/engine-port.ts';
import type { Input, Method, Output } from '../../../electron/contract/methods.ts';
import type { PickRequest, Shell } from '../../../electron/contract/shell.ts';

const main = fileURLToPath(new URL('../../../dist/desktop/main.cjs', import.meta.url));

interface PagePort {
  onmessage: ((event: { data: { frame: string; output?: unknown; failure?: { message: string } } }) => void) | null;
  onclose: (() => void) | null;
  postMessage(frame: unknown): void;
  close(): void;
}

interface PortMessage {
  readonly data: unknown;
  readonly ports: readonly PagePort[];
  stopImmediatePropagation(): void;
}

/** The page's window, in the functions that run there. */
declare const window: {
  readonly bronzeDesk: Shell;
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', listener: (event: PortMessage) => void, capture: true): void;
  removeEventListener(type: 'message', listener: (event: PortMessage) => void, capture: true): void;
  postMessage(message: unknown, origin: string): void;
};

export class DeskApp {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-smoke-')));
  readonly workspace = join(this.folder, 'Ward 7');
  readonly bronze = join(this.folder, 'bronze');
  #app: ElectronApplication | undefined;

  get app(): ElectronApplication {
    if (this.#app === undefined) throw new Error('the program has not been started');
    return this.#app;
  }

  async start(): Promise<Page> {
    const args = [main, `--user-data-dir=${join(this.folder, 'user-data')}`, `--workspace=${this.workspace}`];
    this.#app = await _electron.launch({ args });
    return await this.#app.firstWindow();
  }

  /** Calls the engine over a port of its own, by the same road as the page's. */
  async call<M extends Method>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
    const output = await page.evaluate(
      async ([name, sent, words]) => {
        const port = await new Promise<PagePort>((resolve) => {
          const listener = (event: PortMessage): void => {
            const [given] = event.ports;
            if (event.data !== words.port || given === undefined) return;
            // The page has its own port, and must not take this one for a newer.
            event.stopImmediatePropagation();
            window.removeEventListener('message', listener, true);
            resolve(given);
          };
          window.addEventListener('message', listener, true);
          window.postMessage(words.ready, window.location.origin);
        });
        return await new Promise<unknown>((resolve, reject) => {
          port.onclose = () => reject(new Error('the engine is gone'));
          port.onmessage = ({ data }) => {
            if (data.frame !== 'result' && data.frame !== 'failure') return;
            port.close();
            if (data.frame === 'result') resolve(data.output);
            else reject(new Error(data.failure?.message));
          };
          port.postMessage({ frame: 'call', id: '1', method: name, input: sent });
        });
      },
      [method as string, input as unknown, enginePort] as const,
    );
    return output as Output<M>;
  }

  /** The person chooses `path` in the next dialog. */
  async pick(page: Page, request: PickRequest, path: string): Promise<string[]> {
    await this.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
    return await page.evaluate((wish) => window.bronzeDesk.pick(wish), request);
  }

  async info(page: Page): ReturnType<Shell['info']> {
    return await page.evaluate(() => window.bronzeDesk.info());
  }

  /** Resolves when the program has ended by itself. */
  async quit(): Promise<void> {
    const ended = this.app.waitForEvent('close');
    await this.app.evaluate(({ app }) => app.quit());
    await ended;
    this.#app = undefined;
  }

  async remove(): Promise<void> {
    await this.#app?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
