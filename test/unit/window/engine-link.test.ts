import { describe, expect, it } from 'vitest';
import { isShutOut, linkEngine, type EngineLink } from '../../../renderer/engine-link.ts';
import type { FramePort } from '../../../electron/transport/frame-port.ts';
import { settle, testPort } from '../transport/fake-caller.ts';

interface Way {
  readonly link: EngineLink;
  readonly open: (port: FramePort) => void;
  readonly shutOut: () => void;
}

function way(): Way {
  let open: Way['open'] = () => undefined;
  let shutOut: Way['shutOut'] = () => undefined;
  const link = linkEngine((opened, shut) => {
    open = opened;
    shutOut = shut;
  });
  return { link, open: (port) => open(port), shutOut: () => shutOut() };
}

const waive = {
  selection: { load: 'L1' },
  actor: 'MK',
  reason: 'the ward asked for it',
};

describe('the way to the engine, while it is broken', () => {
  it('keeps a question until there is a new way', async () => {
    const { link, open } = way();
    breakWay(open);
    const answered = link.call('load.list', {});
    const port = testPort();
    open(port);
    await settle();
    port.deliver({ frame: 'result', id: '1', output: [] });
    expect(await answered).toEqual([]);
  });

  it.each(['review.waive', 'check.run'] as const)('refuses %s at once, and never sends it later', async (method) => {
    const { link, open } = way();
    breakWay(open);
    const input = method === 'review.waive' ? waive : { load: 'L1', actor: 'MK' };
    await expect(link.call(method, input)).rejects.toMatchObject({
      code: 'ENGINE_GONE',
      message: expect.stringContaining('was not begun') as string,
    });
    const port = testPort();
    open(port);
    await settle();
    expect(port.posted).toEqual([]);
  });

  it('rejects what waits and what comes later once the page is shut out', async () => {
    const { link, open, shutOut } = way();
    breakWay(open);
    const waiting = link.call('load.list', {});
    shutOut();
    expect(link.state()).toBe('shut-out');
    for (const call of [waiting, link.call('load.list', {}), link.call('review.waive', waive)]) {
      const error: unknown = await call.catch((problem: unknown) => problem);
      expect(error).toMatchObject({ name: 'DeskError', code: 'ENGINE_GONE' });
      expect(isShutOut(error)).toBe(true);
    }
  });
});

/** A way that held once. */
function breakWay(open: Way['open']): void {
  const listeners: (() => void)[] = [];
  open({ ...testPort(), onClose: (listener) => void listeners.push(listener) });
  for (const tell of listeners) tell();
}
