import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createClient } from '../../electron/transport/client.ts';
import { overEmitter } from '../../electron/transport/message-port.ts';
import type { ElectronDouble } from './electron-double.ts';
import { start, startEarly } from './start-desktop.ts';

const stoppedPage = 'app://bronze-desk/engine-stopped';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The engine dies, and the wait before the next one is over. */
async function crash(double: ElectronDouble, code = 1): Promise<void> {
  double.child.end(code);
  await vi.advanceTimersByTimeAsync(1_000);
}

async function stoppedText(double: ElectronDouble): Promise<string> {
  const reply = await double.serve?.(new Request(stoppedPage));
  return (await reply?.text()) ?? '';
}

test('no process is forked before Electron is ready', async () => {
  const { double } = startEarly();
  expect(double.children).toEqual([]);
  await double.ready();
  await double.settled();
  expect(double.children).toHaveLength(1);
});

test('the engine is told its workspace, and nothing of what it prints is kept in a packaged program', async () => {
  const { double, folder } = await start({ packaged: true });
  expect(double.child.heard).toEqual([
    { kind: 'open', workspace: join(folder, 'Ward 7'), offered: [], object_store: null },
  ]);
  expect(double.called('fork')).toEqual([
    [join(folder, 'engine-process.js'), [], { serviceName: 'Bronze Desk Engine', stdio: 'ignore' }],
  ]);
});

describe('ports', () => {
  test('the page gets one when both it and the engine are ready, whichever is first', async () => {
    const early = await start();
    early.double.tell('page:ready');
    expect(early.double.window.contents.ports).toHaveLength(0);
    early.double.child.say({ kind: 'opened' });
    expect(early.double.window.contents.ports).toHaveLength(1);

    const late = await start();
    late.double.child.say({ kind: 'opened' });
    expect(late.double.window.contents.ports).toHaveLength(0);
    late.double.tell('page:ready');
    expect(late.double.window.contents.ports).toHaveLength(1);
    expect(late.double.child.ports).toHaveLength(1);
  });

  test('a page that was left gets none until it is ready again', async () => {
    const { double } = await start();
    double.tell('page:ready');
    double.window.contents.arrive('app://bronze-desk/');
    double.child.say({ kind: 'opened' });
    expect(double.window.contents.ports).toHaveLength(0);
    double.tell('page:ready');
    expect(double.window.contents.ports).toHaveLength(1);
  });

  test('a navigation that was refused leaves the page its port after a restart', async () => {
    const { double } = await start();
    double.child.say({ kind: 'opened' });
    double.tell('page:ready');
    double.window.contents.follows('https://example.org/');
    await crash(double);
    double.child.say({ kind: 'opened' });
    expect(double.window.contents.ports).toHaveLength(2);
  });
});

describe('a crash', () => {
  test('rejects the calls in flight and gives the page a new port to a fresh process', async () => {
    const { double } = await start();
    double.child.say({ kind: 'opened' });
    double.tell('page:ready');
    const port = double.window.contents.ports[0];
    const call = createClient(overEmitter(port!)).call('load.list', {});
    double.child.end(1);
    await expect(call).rejects.toMatchObject({ code: 'ENGINE_GONE' });
    await vi.advanceTimersByTimeAsync(250);
    expect(double.children).toHaveLength(2);
    double.child.say({ kind: 'opened' });
    expect(double.window.contents.ports).toHaveLength(2);
  });

  test('an end with code 0 that nobody asked for is one too', async () => {
    const { double } = await start();
    await crash(double, 0);
    expect(double.children).toHaveLength(2);
  });

  test('the second wait is longer than the first', async () => {
    const { double } = await start();
    double.child.end(1);
    await vi.advanceTimersByTimeAsync(249);
    expect(double.children).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(double.children).toHaveLength(2);
    double.child.end(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(double.children).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(double.children).toHaveLength(3);
  });

  test('what was chosen before is offered to the fresh process', async () => {
    const { double } = await start();
    const dropped = double.ask('shell:dropped', ['/data/a.csv']);
    double.child.end(1);
    expect(await dropped).toEqual({ ok: true, output: ['/data/a.csv'] });
    await vi.advanceTimersByTimeAsync(250);
    expect(double.child.heard[0]).toMatchObject({ kind: 'open', offered: ['/data/a.csv'] });
  });

  test('what is chosen between two processes is offered to the next', async () => {
    const { double } = await start();
    double.child.end(1);
    expect(await double.ask('shell:dropped', ['/data/a.csv'])).toMatchObject({ ok: true });
    expect(await double.ask('shell:reveal', '/data/a.csv')).toMatchObject({ ok: false });
    await vi.advanceTimersByTimeAsync(250);
    expect(double.child.heard[0]).toMatchObject({ kind: 'open', offered: ['/data/a.csv'] });
  });

  test('the third within a few minutes is the last: a page says so, and a person decides', async () => {
    const { double, folder } = await start();
    await crash(double);
    await crash(double);
    expect(double.window.contents.url).toBe('app://bronze-desk/');
    await crash(double);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(double.children).toHaveLength(3);
    expect(double.window.contents.url).toBe(stoppedPage);
    const text = await stoppedText(double);
    expect(text).toContain('It stopped by itself 3 times');
    expect(text).toContain('Nothing that was saved is lost');
    expect(text).toContain(join(folder, 'Ward 7'));
  });

  test('crashes far apart are not counted together', async () => {
    const { double } = await start();
    for (let times = 0; times < 5; times += 1) {
      await crash(double);
      await vi.advanceTimersByTimeAsync(5 * 60_000);
    }
    expect(double.children).toHaveLength(6);
    expect(double.window.contents.url).toBe('app://bronze-desk/');
  });
});

describe('the page that says the engine has stopped', () => {
  async function stop(): Promise<ElectronDouble> {
    const { double } = await start();
    for (let times = 0; times < 3; times += 1) await crash(double);
    return double;
  }

  test('has no script, and a policy that would run none', async () => {
    const double = await stop();
    const reply = await double.serve?.(new Request(stoppedPage));
    expect(reply?.headers.get('Content-Security-Policy')).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(await reply?.text()).not.toContain('<script');
  });

  test('try again opens the same workspace, with three lives anew', async () => {
    const double = await stop();
    expect(double.window.contents.follows(`${stoppedPage}/try-again`)).toBe(false);
    await double.settled();
    expect(double.window.contents.url).toBe('app://bronze-desk/');
    expect(double.children).toHaveLength(4);
    await crash(double);
    expect(double.children).toHaveLength(5);
  });

  test('another workspace can be chosen', async () => {
    const double = await stop();
    double.answers.open.push(['/other/Ward 8']);
    double.window.contents.follows(`${stoppedPage}/choose-workspace`);
    await double.settled();
    expect(double.child.heard[0]).toMatchObject({ kind: 'open', workspace: '/other/Ward 8' });
    expect(double.window.title).toBe('Ward 8');
  });

  test('one can leave', async () => {
    const double = await stop();
    double.window.contents.follows(`${stoppedPage}/quit`);
    await double.settled();
    expect(double.quits).toBe(1);
  });

  test('a workspace that cannot be opened is told in the words of the engine, made harmless', async () => {
    const { double } = await start();
    const message = 'The workspace <b>Ward 7</b> is in use by bronze-desk ingest.';
    double.child.say({ kind: 'refused', failure: { code: 'WORKSPACE_IN_USE', message } });
    await double.child.hears('close');
    double.child.end(0);
    await double.settled();
    expect(double.children).toHaveLength(1);
    expect(double.window.contents.url).toBe(stoppedPage);
    expect(await stoppedText(double)).toContain('The workspace &lt;b&gt;Ward 7&lt;/b&gt; is in use');
  });
});

test('a page that crashes is loaded again, and three times are enough', async () => {
  const { double } = await start();
  for (let times = 1; times <= 3; times += 1) {
    expect(double.window.contents.url).toBe('app://bronze-desk/');
    double.window.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
  }
  expect(double.window.contents.url).toBe(stoppedPage);
  expect(await stoppedText(double)).toContain('The part that draws the window stopped by itself 3 times');
  // The engine has lived through it all; trying again must not open the workspace twice.
  const [first] = double.children;
  double.window.contents.follows(`${stoppedPage}/try-again`);
  await first?.hears('close');
  expect(double.children).toHaveLength(1);
  first?.end(0);
  await double.settled();
  expect(double.children).toHaveLength(2);
});
