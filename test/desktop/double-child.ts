/**
 * A utility process. Scripted by a test, or brought to life with the engine's real process behind it; killed, it takes
 * its ports with it, as a process does.
 */
import type { UtilityProcess } from 'electron';
import { EventEmitter, once } from 'node:events';
import type { FromEngine, ToEngine } from '../../electron/hosts/desktop/engine-control.ts';
import type { EngineProcess } from '../../electron/hosts/desktop/engine-process.ts';
import type { DoublePort } from './double-ports.ts';

export class DoubleChild extends EventEmitter implements Pick<UtilityProcess, 'pid' | 'kill' | 'postMessage'> {
  pid: number | undefined = 4242;
  /** What main has said, in order. */
  readonly heard: ToEngine[] = [];
  readonly ports: DoublePort[] = [];
  kills = 0;
  /** Does not end when it is told to by the system. */
  stubborn = false;
  readonly #parent = new EventEmitter();

  postMessage(message: ToEngine, ports: unknown[] = []): void {
    // Electron drops what is sent to a process that is gone.
    if (this.pid === undefined) return;
    const given = ports as DoublePort[];
    for (const port of given) port.giveAway();
    this.heard.push(structuredClone(message));
    this.ports.push(...given);
    this.#parent.emit('message', { data: structuredClone(message), ports: given });
    this.emit('heard', message.kind);
  }

  kill(): boolean {
    this.kills += 1;
    if (this.stubborn) return false;
    this.end(143);
    return true;
  }

  /** What the engine's process says. */
  say(message: FromEngine): void {
    this.emit('message', message);
  }

  /** What was said before the process listened: Electron keeps it until then. */
  replay(): void {
    for (const data of this.heard) this.#parent.emit('message', { data, ports: [] });
  }

  end(code: number): void {
    if (this.pid === undefined) return;
    this.pid = undefined;
    for (const port of this.ports) port.close();
    this.emit('exit', code);
  }

  async hears(kind: ToEngine['kind']): Promise<void> {
    while (!this.heard.some((message) => message.kind === kind)) await once(this, 'heard');
  }

  /** `process.parentPort` and `process.exit` as the engine's process sees them. */
  get inside(): Pick<EngineProcess, 'parent' | 'exit'> {
    const parent = Object.assign(this.#parent, {
      postMessage: (message: FromEngine) => {
        const sent = structuredClone(message);
        queueMicrotask(() => this.say(sent));
      },
    });
    return { parent: parent, exit: (code) => this.end(code) };
  }
}
