import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../electron/contract/errors.ts';
import { serve } from '../../../electron/transport/server.ts';
import { fakeCaller, settle, testPort, untilAborted, type Answer } from './fake-caller.ts';

const cancelled = new DeskError('CANCELLED', 'Cancelled.');
const progress = { phase: 'reading', done: 1, total: 2, unit: 'bytes' } as const;

function served(answer: Answer = () => Promise.resolve('answered')) {
  const port = testPort();
  const caller = fakeCaller(answer);
  const stop = serve(caller, port);
  return { port, caller, stop };
}

const call = (method: string, id = '1') => ({ frame: 'call', id, method, input: {} });

describe('the engine end of a carrier', () => {
  it('answers a call with a result frame', async () => {
    const { port } = served((method) => Promise.resolve({ method }));
    port.deliver(call('load.list'));
    await settle();
    expect(port.posted).toEqual([{ frame: 'result', id: '1', output: { method: 'load.list' } }]);
  });

  it('sends progress before the result', async () => {
    const { port } = served((_method, _input, options) => {
      options.onProgress?.(progress);
      return Promise.resolve('done');
    });
    port.deliver(call('load.start'));
    await settle();
    expect(port.posted.map((frame) => frame.frame)).toEqual(['progress', 'result']);
  });

  it('refuses an unknown method without asking the engine', async () => {
    const { port } = served(() => Promise.reject(new Error('was asked')));
    port.deliver(call('load.destroy'));
    await settle();
    expect(port.posted).toMatchObject([
      { frame: 'failure', id: '1', failure: { code: 'INVALID_INPUT', details: { method: 'load.destroy' } } },
    ]);
  });

  it.each([{ frame: 'call', id: '1' }, { frame: 'call', id: '1', method: 7 }, { frame: 'cal', id: '1' }, { id: '1' }])(
    'answers the malformed frame %j with INVALID_INPUT',
    async (frame) => {
      const { port } = served();
      expect(() => port.deliver(frame)).not.toThrow();
      await settle();
      expect(port.posted).toMatchObject([{ frame: 'failure', id: '1', failure: { code: 'INVALID_INPUT' } }]);
    },
  );

  it.each([null, undefined, 'call', 7, [], { frame: 'call' }, { frame: 'call', id: '' }, { frame: 'call', id: 7 }])(
    'drops %j, which names no call',
    async (frame) => {
      const { port } = served();
      expect(() => port.deliver(frame)).not.toThrow();
      await settle();
      expect(port.posted).toEqual([]);
    },
  );

  it('refuses a second call under an id that is in flight', async () => {
    const { port } = served(() => new Promise(() => undefined));
    port.deliver(call('load.list'));
    port.deliver(call('metrics.read'));
    await settle();
    expect(port.posted).toMatchObject([{ frame: 'failure', failure: { code: 'INVALID_INPUT' } }]);
  });

  it('aborts the call a cancel frame names, and no other', async () => {
    const { port } = served((_method, _input, options) => untilAborted(options, cancelled));
    port.deliver(call('load.start', 'a'));
    port.deliver(call('load.start', 'b'));
    port.deliver({ frame: 'cancel', id: 'b' });
    port.deliver({ frame: 'cancel', id: 'unknown' });
    await settle();
    expect(port.posted).toMatchObject([{ frame: 'failure', id: 'b', failure: { code: 'CANCELLED' } }]);
  });

  it('carries the code, message and details of a DeskError', async () => {
    const failure = { code: 'NOT_FOUND', message: 'No such load.', details: { load: 'x', near: ['y'] } } as const;
    const { port } = served(() =>
      Promise.reject(new DeskError(failure.code, failure.message, { load: 'x', near: ['y'] })),
    );
    port.deliver(call('load.list'));
    await settle();
    expect(port.posted).toEqual([{ frame: 'failure', id: '1', failure }]);
  });

  it('turns any other error into INTERNAL and lets none of its words out', async () => {
    const { port } = served(() => Promise.reject(new Error('Conversion Error: "Jane Doe, HIV positive"')));
    port.deliver(call('load.list'));
    await settle();
    expect(port.posted).toMatchObject([{ frame: 'failure', id: '1', failure: { code: 'INTERNAL' } }]);
    expect(JSON.stringify(port.posted)).not.toContain('Jane Doe');
  });

  it('answers INTERNAL when the result cannot be carried', async () => {
    const { port } = served(() => Promise.resolve({ method: () => 'a function' }));
    port.deliver(call('load.list'));
    await settle();
    expect(port.posted).toMatchObject([{ frame: 'failure', id: '1', failure: { code: 'INTERNAL' } }]);
  });

  it('forwards events until it is stopped', () => {
    const { port, caller, stop } = served();
    const event = { event: 'load.changed', load: 'a' } as const;
    caller.emit(event);
    stop();
    caller.emit(event);
    expect(port.posted).toEqual([{ frame: 'event', event }]);
    expect(caller.listeners()).toBe(0);
  });

  it('aborts queries when the port closes, and lets tasks and commands go on', () => {
    const signals = new Map<string, AbortSignal | undefined>();
    const { port } = served((method, _input, { signal }) => {
      signals.set(method, signal);
      return new Promise(() => undefined);
    });
    port.deliver(call('load.list', 'a'));
    port.deliver(call('load.start', 'b'));
    port.deliver(call('review.waive', 'c'));
    port.close();
    expect([...signals].map(([method, signal]) => [method, signal?.aborted])).toEqual([
      ['load.list', true],
      ['load.start', false],
      ['review.waive', false],
    ]);
  });
});
