/** A desk whose workspace can be closed and opened again within one test. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { makeDesk, type Desk, type DeskOptions } from './open-desk.ts';

export class LastingDesk {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-lasting-')));
  readonly #options: DeskOptions;
  #open: { desk: Desk; close: () => Promise<void> } | undefined;

  private constructor(options: DeskOptions) {
    this.#options = options;
  }

  static async open(options: DeskOptions = {}): Promise<LastingDesk> {
    const lasting = new LastingDesk(options);
    onTestFinished(() => lasting.remove());
    await lasting.reopen();
    return lasting;
  }

  get now(): Desk {
    if (this.#open === undefined) throw new Error('the desk is closed');
    return this.#open.desk;
  }

  /** Closes, lets `between` at the workspace, and opens again. */
  async reopen(between?: (workspace: string) => Promise<void>): Promise<Desk> {
    await this.close();
    await between?.(join(this.root, 'workspace'));
    this.#open = await makeDesk({ ...this.#options, root: this.root });
    return this.#open.desk;
  }

  async close(): Promise<string> {
    await this.#open?.close();
    this.#open = undefined;
    return join(this.root, 'workspace');
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}
