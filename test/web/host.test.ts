/** The server's own life: its port, its pages, its end. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeskEvent } from '../../electron/contract/events.ts';
import { createClient } from '../../electron/transport/client.ts';
import { overWebSocket } from '../../electron/transport/web-socket.ts';
import { writeLarge } from '../contract/sources.ts';
import { freePort } from '../support/free-port.ts';
import { actor } from '../support/open-desk.ts';
import { openWebDesk } from '../support/web-desk.ts';
import { letIn, send } from '../support/web-page.ts';

describe('the port', () => {
  it('is the one that was asked for', async () => {
    const port = await freePort();
    expect((await openWebDesk({ port })).host.port).toBe(port);
  });

  it('that is taken is said in a sentence', async () => {
    const { host } = await openWebDesk();
    await expect(openWebDesk({ port: host.port })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: `Port ${host.port} is taken by another program. Name another with --port, or leave it out to get any that is free.`,
    });
  });
});

it('a root that is not there is said in a sentence', async () => {
  await expect(openWebDesk({ roots: ['/no/such/folder'] })).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: expect.stringContaining('/no/such/folder') as string,
  });
});

it('a window that has not been built is said in a sentence', async () => {
  const { page } = await openWebDesk({ rendererFolder: '/no/such/folder' });
  const reply = await page.ask('/');
  expect([reply.status, reply.text]).toEqual([503, expect.stringContaining('npm run build')]);
});

it('a person who comes by a link of another page is let in at the second try, by the browser itself', async () => {
  const { host } = await openWebDesk();
  const headers = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
  expect((await send(host.port, '/', { headers })).text).toContain('http-equiv="refresh"');
  expect((await send(host.port, '/', {})).text).not.toContain('http-equiv="refresh"');
});

describe('pages', () => {
  it('that are open at once all hear what one of them does', async () => {
    const { page, host, desk } = await openWebDesk();
    const one = createClient(overWebSocket(await page.openEngine()));
    const other = createClient(overWebSocket(await (await letIn(host.url)).openEngine()));
    const heard: DeskEvent[] = [];
    other.subscribe((event) => heard.push(event));
    const path = desk.write('a.csv', 'id\n1\n');
    const { load } = await one.call('load.start', { source: { paths: [path] }, actor });
    expect(await other.call('load.list', {})).toHaveLength(1);
    expect(heard).toContainEqual({ event: 'load.changed', load: load.id });
  });

  it('whose last one closes leave the tasks running, and it is said where to find them', async () => {
    let tell: ((said: unknown) => void) | undefined;
    const told = new Promise<unknown>((resolve) => (tell = resolve));
    const { page, desk } = await openWebDesk({
      onLastPageClosed: (running, { url }) => tell?.({ methods: running.map((task) => task.method), url }),
    });
    const path = await writeLarge(desk.files);
    const socket = await page.openEngine();
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const began = new Promise<void>((resolve) => {
      const client = createClient(overWebSocket(socket));
      client.subscribe((event) => event.event === 'task.changed' && resolve());
      client.call('load.start', { source: { paths: [path] }, actor }).catch(() => undefined);
    });
    // A load of this size may be done before a page is missed; a second one, and so on, keeps a task running.
    const keepLoading = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        await desk.engine.call('load.start', { source: { paths: [path] }, actor, again: true }).catch(() => undefined);
      }
    };
    await began;
    const loading = keepLoading();
    socket.close();
    expect(await told).toEqual({
      methods: expect.arrayContaining(['load.start']) as string[],
      url: expect.stringContaining('?token=') as string,
    });
    stop.abort();
    await loading;
    expect((await desk.engine.call('load.list', {})).length).toBeGreaterThan(0);
  });
});

it('a window of 5,000 long records passes whole', async () => {
  const { page, desk } = await openWebDesk();
  const text = 'The patient was seen and examined and went home. '.repeat(100);
  const rows = Array.from({ length: 5_000 }, (_, index) => `${index},Surgery 2,${text}`);
  const { load } = await desk.loadText('long.csv', ['id,medical_specialty,transcription', ...rows, ''].join('\n'));
  await desk.engine.call('check.run', { load: load.id, actor });
  const client = createClient(overWebSocket(await page.openEngine()));
  const window = await client.call('quarantine.window', { filter: { load: load.id }, limit: 5_000 });
  expect(window.rows).toHaveLength(5_000);
  expect(JSON.stringify(window).length).toBeGreaterThan(5_000 * text.length);
});

it('closing breaks every page, so that none waits for ever', async () => {
  const { page, host } = await openWebDesk();
  const client = createClient(overWebSocket(await page.openEngine()));
  await client.call('load.list', {});
  await host.close();
  await expect(client.call('load.list', {})).rejects.toMatchObject({ code: 'ENGINE_GONE' });
});
