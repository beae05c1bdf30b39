/** The server of the metrics in front of a real engine. */
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  startMetricsServer,
  type MetricsServer,
  type MetricsServerOptions,
} from '../../electron/hosts/metrics/metrics-server.ts';
import { wantedFormat } from '../../electron/hosts/metrics/accept.ts';
import { parseExposition } from '../support/exposition.ts';
import { openDesk, type Desk } from '../support/open-desk.ts';
import { send, type Ask, type Reply } from '../support/web-page.ts';

interface Served extends MetricsServer {
  readonly desk: Desk;
  readonly ask: (path: string, ask?: Ask) => Promise<Reply>;
}

async function serve(options: Partial<MetricsServerOptions> = {}): Promise<Served> {
  const desk = await openDesk();
  const server = await startMetricsServer({ engine: desk.engine, port: 0, ...options });
  onTestFinished(() => server.close());
  return { ...server, desk, ask: (path, ask = {}) => send(server.port, path, ask) };
}

describe('the server of the metrics', () => {
  it('serves the text format under /metrics, uncached', async () => {
    const { ask, url, port } = await serve();
    expect(url).toBe(`http://127.0.0.1:${port}/metrics`);
    const reply = await ask('/metrics');
    expect(reply.status).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
    const { types } = parseExposition(reply.text);
    expect(types.get('ingested_records_total')).toBe('counter');
    expect(types.get('ingestion_processing_seconds')).toBe('histogram');
    expect(types.get('process_cpu_seconds_total')).toBe('counter');
    expect(reply.text).toMatch(/^bronze_desk_build_info\{version="0\.0\.0-test",duckdb="v[\d.]+",node="v[\d.]+"\} 1$/m);
  });

  it('serves OpenMetrics to whom it is asked by', async () => {
    const { ask } = await serve();
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
    const reply = await ask('/metrics', { headers: { Accept: accept } });
    expect(reply.headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(reply.text.endsWith('# EOF\n')).toBe(true);
  });

  it('says that it is healthy, and that it is not once the workspace is gone', async () => {
    const { ask, desk } = await serve();
    expect(await ask('/-/healthy')).toMatchObject({ status: 200, text: 'Bronze Desk is healthy.\n' });
    rmSync(desk.workspace, { recursive: true });
    for (const path of ['/-/healthy', '/metrics']) {
      const { status, text } = await ask(path);
      expect([status, text]).toEqual([503, expect.stringContaining('is no longer there')]);
    }
  });

  it.each([
    ['another path', '/', {}, 404],
    ['a path that only starts alike', '/metrics/all', {}, 404],
    ['another method', '/metrics', { method: 'POST', body: 'x' }, 405],
    ['a foreign name for this machine', '/metrics', { headers: { Host: 'evil.example' } }, 403],
    ['a foreign name with our port', '/-/healthy', { headers: { Host: 'evil.example:8000' } }, 403],
  ])('refuses %s', async (_what, path, how, status) => {
    const { ask } = await serve();
    expect((await ask(path, how)).status).toBe(status);
  });

  it.each(['127.0.0.1:9', 'localhost', '[::1]:8000'])('answers to the name %s', async (Host) => {
    const { ask } = await serve();
    expect((await ask('/metrics', { headers: { Host } })).status).toBe(200);
  });

  it('answers a HEAD without a body', async () => {
    const { ask } = await serve();
    expect(await ask('/metrics', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it('warns when others can reach it, and answers them under any name', async () => {
    const { ask, warning } = await serve({ host: '0.0.0.0' });
    expect(warning).toContain('to whoever can reach it');
    expect((await ask('/metrics', { headers: { Host: 'desk:8000' } })).status).toBe(200);
    expect((await serve()).warning).toBeUndefined();
  });

  it('says in a sentence that its port is taken, or that the address is not of this machine', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(serve({ port })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: `Port ${port} is taken by another program. Name another with --metrics-port, or --metrics-port 0 for any that is free.`,
    });
    await expect(serve({ host: '192.0.2.1' })).rejects.toThrow('This machine has no address 192.0.2.1');
  });

  it('closes although a scraper keeps its connection', async () => {
    const { port, close } = await serve();
    await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await close();
    await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
  });
});

describe('Accept', () => {
  it.each([
    [undefined, 'prometheus'],
    ['*/*', 'prometheus'],
    ['text/html', 'prometheus'],
    ['text/plain', 'prometheus'],
    ['application/openmetrics-text', 'openmetrics'],
    ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openmetrics'],
    ['application/openmetrics-text; version=0.0.1', 'prometheus'],
    [
      'application/openmetrics-text;version=0.0.1;q=0.75,application/openmetrics-text;version=1.0.0;q=0.5',
      'openmetrics',
    ],
    ['application/openmetrics-text;q=0.2,text/plain;q=0.5', 'prometheus'],
    ['application/openmetrics-text;q=0', 'prometheus'],
    ['application/openmetrics-text;q=x', 'prometheus'],
    ['APPLICATION/OpenMetrics-Text', 'openmetrics'],
  ])('%s is answered with %s', (accept, format) => {
    expect(wantedFormat(accept)).toBe(format);
  });
});
