import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createClient } from '../../../electron/transport/client.ts';
import type { FramePort } from '../../../electron/transport/frame-port.ts';
import { serve } from '../../../electron/transport/server.ts';
import { overWebSocket, type WebSocketOptions } from '../../../electron/transport/web-socket.ts';
import { fakeCaller } from './fake-caller.ts';

/** Two real sockets; the near one is still connecting. */
async function sockets() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  await once(server, 'listening');
  const arrived = new Promise<WebSocket>((resolve) => server.once('connection', (socket) => resolve(socket)));
  const near = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return { near, arrived };
}

async function ports(
  options: WebSocketOptions = {},
): Promise<{ near: FramePort; far: FramePort; farSocket: WebSocket }> {
  const { near, arrived } = await sockets();
  const farSocket = await arrived;
  return { near: overWebSocket(near, options), far: overWebSocket(farSocket, options), farSocket };
}

const closed = (port: FramePort): Promise<void> => new Promise((resolve) => port.onClose(resolve));

describe('frames over a web socket', () => {
  it('that are posted while it connects are sent once it has', async () => {
    const { near, arrived } = await sockets();
    const client = createClient(overWebSocket(near));
    const answered = client.call('load.list', {});
    serve(
      fakeCaller(() => Promise.resolve(['answered'])),
      overWebSocket(await arrived),
    );
    expect(await answered).toEqual(['answered']);
  });

  it('that arrive before anybody listens are kept, in order', async () => {
    const { near, far, farSocket } = await ports();
    for (const id of ['1', '2', '3']) near.post({ frame: 'cancel', id });
    await once(farSocket, 'message');
    const seen: unknown[] = [];
    far.onFrame((frame) => seen.push(frame));
    await expect.poll(() => seen).toHaveLength(3);
    expect(seen).toEqual(['1', '2', '3'].map((id) => ({ frame: 'cancel', id })));
  });

  it('larger than is allowed are refused alone: the call is told, the next one is carried', async () => {
    const { near, far } = await ports({ maxCharacters: 1_000 });
    serve(
      fakeCaller((method) => Promise.resolve(method === 'load.list' ? ['x'.repeat(1_000)] : 'small')),
      far,
    );
    const client = createClient(near);
    await expect(client.call('suite.parse', { text: 'x'.repeat(1_000) })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(client.call('load.list', {})).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('Ask for fewer rows') as string,
    });
    expect(await client.call('workspace.get', {})).toBe('small');
  });

  it('closed on one side, close on the other', async () => {
    const { near, far } = await ports();
    const gone = closed(far);
    near.close();
    await gone;
  });

  it('to a side that is there stay open, whatever time goes by without a frame', async () => {
    const { near, far, farSocket } = await ports({ beatEveryMs: 50 });
    let ended = false;
    far.onClose(() => (ended = true));
    near.onClose(() => (ended = true));
    // Beats go both ways, and so do their answers.
    for (let heard = 0; heard < 16; heard += 1) await once(farSocket, 'message');
    expect(ended).toBe(false);
    near.close();
  });

  it('to a side that has fallen silent end', async () => {
    const { near, arrived } = await sockets();
    const far = await arrived;
    // A connection that stands while nobody reads: a page whose machine is gone, a tunnel that hangs.
    far.pause();
    const port = overWebSocket(near, { beatEveryMs: 5 });
    await closed(port);
    await expect(createClient(port).call('load.list', {})).rejects.toMatchObject({ code: 'ENGINE_GONE' });
  });
});
