import { EventEmitter, once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../electron/contract/errors.ts';
import { createClient } from '../../../electron/transport/client.ts';
import { overEmitter, overEventTarget } from '../../../electron/transport/message-port.ts';
import { serve } from '../../../electron/transport/server.ts';
import { fakeCaller, untilAborted } from './fake-caller.ts';

function channel() {
  const { port1, port2 } = new MessageChannel();
  const near = overEventTarget(port1);
  const far = overEventTarget(port2);
  return { near, far, port2 };
}

describe('frames over a message port', () => {
  it('carry a call, its progress and its result in order', async () => {
    const { near, far } = channel();
    serve(
      fakeCaller((_method, input, { onProgress }) => {
        for (const done of [1, 2, 3]) onProgress?.({ phase: 'reading', done, total: 3, unit: 'rows' });
        return Promise.resolve(input);
      }),
      far,
    );
    const seen: number[] = [];
    const output = await createClient(near).call(
      'audit.verify',
      { file: '/a' },
      { onProgress: (progress) => seen.push(progress.done) },
    );
    expect([output, seen]).toEqual([{ file: '/a' }, [1, 2, 3]]);
    near.close();
  });

  it('carry a cancel to the engine and its refusal back', async () => {
    const { near, far } = channel();
    const refusal = new DeskError('CANCELLED', 'Cancelled.');
    serve(
      fakeCaller((_method, _input, options) => untilAborted(options, refusal)),
      far,
    );
    const stop = new AbortController();
    const answered = createClient(near).call('audit.verify', {}, { signal: stop.signal });
    stop.abort();
    await expect(answered).rejects.toMatchObject({ code: 'CANCELLED' });
    near.close();
  });

  it('tell the client when the far side closes', async () => {
    const { near, far } = channel();
    serve(
      fakeCaller(() => new Promise(() => undefined)),
      far,
    );
    const answered = createClient(near).call('load.list', {});
    far.close();
    await expect(answered).rejects.toMatchObject({ code: 'ENGINE_GONE' });
  });

  it('stop the server when the client closes', async () => {
    const { near, far, port2 } = channel();
    const caller = fakeCaller(() => Promise.resolve([]));
    serve(caller, far);
    near.close();
    await once(port2, 'close');
    expect(caller.listeners()).toBe(0);
  });

  it("fit a port that speaks in events, as Electron's does", async () => {
    const electron = electronLikePair();
    serve(
      fakeCaller(() => Promise.resolve(['answered'])),
      overEmitter(electron.far),
    );
    expect(await createClient(overEmitter(electron.near)).call('load.list', {})).toEqual(['answered']);
  });
});

/** Two ends with the surface of Electron's MessagePortMain: `on('message', event)` with the message in `event.data`. */
function electronLikePair() {
  class Port extends EventEmitter {
    peer: Port | undefined;
    postMessage(message: unknown): void {
      const data: unknown = structuredClone(message);
      queueMicrotask(() => this.peer?.emit('message', { data, ports: [] }));
    }
    start(): void {
      this.emit('started');
    }
    close(): void {
      this.emit('close');
    }
  }
  const near = new Port();
  const far = new Port();
  near.peer = far;
  far.peer = near;
  return { near, far };
}
