import { describe, expect, it } from 'vitest';
import { createClient } from '../../../electron/transport/client.ts';
import { settle, testPort } from './fake-caller.ts';

const progress = { phase: 'reading', done: 1, total: 2, unit: 'bytes' } as const;

describe('the client end of a carrier', () => {
  it('posts a call and resolves with its result', async () => {
    const port = testPort();
    const answered = createClient(port).call('load.list', {});
    expect(port.posted).toEqual([{ frame: 'call', id: '1', method: 'load.list', input: {} }]);
    port.deliver({ frame: 'result', id: '1', output: [] });
    expect(await answered).toEqual([]);
  });

  it('gives each of two calls its own answer and its own progress, whichever comes first', async () => {
    const port = testPort();
    const client = createClient(port);
    const seen: string[] = [];
    const first = client.call('load.list', {}, { onProgress: () => seen.push('first') });
    const second = client.call('metrics.read', {}, { onProgress: () => seen.push('second') });
    port.deliver({ frame: 'progress', id: '2', progress });
    port.deliver({ frame: 'result', id: '2', output: ['second'] });
    port.deliver({ frame: 'result', id: '1', output: ['first'] });
    expect([await first, await second, seen]).toEqual([['first'], ['second'], ['second']]);
  });

  it('turns an abort into a cancel frame, and rejects only when the engine has answered', async () => {
    const port = testPort();
    const stop = new AbortController();
    const answered = createClient(port).call('load.list', {}, { signal: stop.signal });
    let settled = false;
    answered.catch(() => (settled = true));
    stop.abort();
    await settle();
    expect(port.posted.at(-1)).toEqual({ frame: 'cancel', id: '1' });
    expect(settled).toBe(false);
    port.deliver({ frame: 'failure', id: '1', failure: { code: 'CANCELLED', message: 'Cancelled.' } });
    await expect(answered).rejects.toMatchObject({ name: 'DeskError', code: 'CANCELLED' });
  });

  it('posts nothing for a call that was cancelled before it began', async () => {
    const port = testPort();
    const answered = createClient(port).call('load.list', {}, { signal: AbortSignal.abort() });
    await expect(answered).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(port.posted).toEqual([]);
  });

  it('posts no cancel for a call that has been answered', async () => {
    const port = testPort();
    const stop = new AbortController();
    const answered = createClient(port).call('load.list', {}, { signal: stop.signal });
    port.deliver({ frame: 'result', id: '1', output: [] });
    await answered;
    stop.abort();
    expect(port.posted).toHaveLength(1);
  });

  it('rejects every call in flight with ENGINE_GONE when the port closes, and every call after', async () => {
    const port = testPort();
    const client = createClient(port);
    const inFlight = [client.call('load.list', {}), client.call('metrics.read', {})];
    port.close();
    for (const call of [...inFlight, client.call('load.list', {})]) {
      await expect(call).rejects.toMatchObject({ code: 'ENGINE_GONE' });
    }
    expect(port.posted).toHaveLength(2);
  });

  it('rejects a call whose input the port cannot carry', async () => {
    const client = createClient(testPort());
    const input = { text: (() => 'a function') as unknown as string };
    await expect(client.call('suite.parse', input)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('hands events to its subscribers until they leave', () => {
    const port = testPort();
    const events: unknown[] = [];
    const leave = createClient(port).subscribe((event) => events.push(event));
    const event = { event: 'load.changed', load: 'a' };
    port.deliver({ frame: 'event', event });
    leave();
    port.deliver({ frame: 'event', event });
    expect(events).toEqual([event]);
  });

  it.each([
    null,
    'result',
    7,
    {},
    { frame: 'result' },
    { frame: 'result', id: 'unknown', output: 1 },
    { frame: 'event' },
  ])('ignores %j', (frame) => {
    const port = testPort();
    createClient(port);
    expect(() => port.deliver(frame)).not.toThrow();
  });
});
