/** Each way in that must stay shut, tried with real requests against the real server. */
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { maxRequestBytes } from '../../electron/transport/web-socket.ts';
import { openWebDesk, secret, type WebDesk } from '../support/web-desk.ts';
import { letIn, send } from '../support/web-page.ts';

describe('who is asked', () => {
  const foreignHosts = (port: number) => [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `127.0.0.1:${port + 1}`,
    '127.0.0.1',
    `[::1]:${port}`,
    `user@127.0.0.1:${port}`,
  ];

  it('under another name is refused, as when a foreign name was pointed at this machine', async () => {
    const { page } = await openWebDesk();
    for (const host of foreignHosts(page.port)) {
      const { status, text } = await page.ask('/shell/info', { headers: { Host: host, Origin: `http://${host}` } });
      expect([host, status]).toEqual([host, 403]);
      expect(text).toContain('names another host');
    }
  });

  it('under localhost is answered as well', async () => {
    const { page } = await openWebDesk();
    const headers = { Host: `localhost:${page.port}`, Origin: `http://localhost:${page.port}` };
    expect((await page.ask('/shell/info', { headers })).status).toBe(200);
  });

  it('is nobody but this machine: no other address of it is listened on', async () => {
    const { page } = await openWebDesk();
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address, internal, family } of others) {
      if (internal || family !== 'IPv4') continue;
      const socket = connect(page.port, address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
  });
});

describe('a page that is not ours', () => {
  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://localhost:1'])(
    'is refused when it says it is %s',
    async (origin) => {
      const { page } = await openWebDesk();
      const reply = await page.ask('/shell/info', { headers: { Origin: origin } });
      expect([reply.status, reply.text]).toEqual([403, expect.stringContaining('not part of Bronze Desk')]);
    },
  );

  it('is refused when it writes without saying who it is', async () => {
    const { page, root } = await openWebDesk();
    const reply = await send(page.port, '/shell/folder', {
      method: 'POST',
      headers: { Cookie: page.cookie, 'Content-Type': 'application/json' },
      body: JSON.stringify({ path: root, name: 'x' }),
    });
    expect(reply.status).toBe(403);
  });

  it('of another port, whose requests carry our cookie, is refused by what the browser says of it', async () => {
    const { page } = await openWebDesk();
    for (const site of ['same-site', 'cross-site']) {
      const headers = { Cookie: page.cookie, 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': 'no-cors' };
      expect((await send(page.port, '/assets/main-a1b2c3d4.js', { headers })).status).toBe(403);
    }
  });

  it('gets no permission from a preflight', async () => {
    const { page } = await openWebDesk();
    for (const origin of ['http://evil.example', `http://127.0.0.1:${page.port}`]) {
      const headers = { Origin: origin, 'Access-Control-Request-Method': 'PUT' };
      const reply = await page.ask('/shell/upload?name=x.csv', { method: 'OPTIONS', headers });
      expect([403, 405]).toContain(reply.status);
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('cannot send JSON as a form does', async () => {
    const { page, root } = await openWebDesk();
    const headers = { 'Content-Type': 'text/plain' };
    const reply = await page.ask('/shell/offer', { method: 'POST', headers, body: JSON.stringify({ paths: [root] }) });
    expect([reply.status, reply.text]).toEqual([400, expect.stringContaining('not marked as JSON')]);
  });
});

describe('a stranger', () => {
  it('gets no data, no file and no window, and is told what to do', async () => {
    const { page, host } = await openWebDesk();
    for (const cookie of [
      '',
      `bronze-desk-${host.port}=`,
      page.cookie.slice(0, -1),
      page.cookie.replace('bronze', 'b'),
    ]) {
      for (const path of ['/', '/shell/info', '/shell/folder', '/assets/main-a1b2c3d4.js', '/nothing']) {
        const reply = await send(host.port, path, { headers: { Cookie: cookie } });
        expect([path, reply.status]).toEqual([path, 401]);
        expect(reply.text).toContain('Open the address that was printed');
        expect(reply.headers['set-cookie']).toBeUndefined();
      }
    }
  });

  it('with a wrong token is not let in', async () => {
    const { host } = await openWebDesk();
    for (const token of ['', 'x', host.url.slice(-43, -1), `${host.url.slice(-43)}x`]) {
      const reply = await send(host.port, `/?token=${token}`, {});
      expect([reply.status, reply.headers['set-cookie']]).toEqual([403, undefined]);
    }
  });

  it('who holds a cookie of another launch is not let in', async () => {
    const [one, other] = [await openWebDesk(), await openWebDesk()];
    const value = one.page.cookie.split('=')[1] ?? '';
    const headers = { Cookie: `bronze-desk-${other.host.port}=${value}` };
    expect((await send(other.host.port, '/shell/info', { headers })).status).toBe(401);
  });

  it('cannot use the address again that was given to a browser on its command line', async () => {
    const { host } = await openWebDesk();
    const url = host.ticketUrl();
    expect((await letIn(url)).cookie).toMatch(/^bronze-desk-\d+=.{43}$/);
    expect((await letIn(url)).cookie).toBe('');
  });
});

it('the token leaves the address at once, and the cookie is out of reach of scripts and other sites', async () => {
  const { host } = await openWebDesk();
  const { status, headers } = await send(host.port, new URL(host.url).search.replace(/^/, '/'), {});
  expect([status, headers.location]).toEqual([303, '/']);
  expect(headers['set-cookie']).toEqual([
    expect.stringMatching(/^bronze-desk-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
  ]);
  expect(headers['set-cookie']?.[0]).not.toContain(new URL(host.url).searchParams.get('token'));
});

describe('the web socket', () => {
  async function refused(desk: WebDesk, options: ClientOptions, path = '/engine'): Promise<number> {
    const socket = new WebSocket(`ws://127.0.0.1:${desk.page.port}${path}`, options);
    socket.on('error', () => undefined);
    const [, response] = (await once(socket, 'unexpected-response')) as [
      unknown,
      { statusCode: number; destroy(): void },
    ];
    response.destroy();
    return response.statusCode;
  }

  it('is refused to whoever is not our page with our cookie under our name', async () => {
    const desk = await openWebDesk();
    const { port, cookie: Cookie } = desk.page;
    const Origin = `http://127.0.0.1:${port}`;
    expect(await refused(desk, { headers: { Cookie } })).toBe(403);
    expect(await refused(desk, { headers: { Cookie, Origin: 'http://evil.example' } })).toBe(403);
    expect(await refused(desk, { headers: { Cookie, Origin: `http://127.0.0.1:${port + 1}` } })).toBe(403);
    expect(await refused(desk, { headers: { Cookie, Origin: 'null' } })).toBe(403);
    expect(await refused(desk, { headers: { Cookie, Origin, Host: `evil.example:${port}` } })).toBe(403);
    expect(await refused(desk, { headers: { Origin } })).toBe(401);
    expect(await refused(desk, { headers: { Origin, Cookie: `bronze-desk-${port}=x` } })).toBe(401);
    expect(await refused(desk, { headers: { Cookie, Origin } }, '/other')).toBe(404);
  });

  it('breaks on a frame larger than any request, and the next page is served', async () => {
    const { page } = await openWebDesk();
    const socket = await page.openEngine();
    socket.on('error', () => undefined);
    socket.send(Buffer.alloc(maxRequestBytes + 1, 0x20), { binary: false });
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
    (await page.openEngine()).terminate();
  });

  it('survives frames that are no frames', async () => {
    const { page } = await openWebDesk();
    const socket = await page.openEngine();
    for (const junk of ['', '{', 'null', '[]', '{"frame":"call"}', '{"frame":"call","id":"","method":"x"}'])
      socket.send(junk);
    socket.send(Buffer.from([0xff, 0x00]));
    const answered = once(socket, 'message');
    socket.send(JSON.stringify({ frame: 'call', id: '1', method: 'load.list', input: {} }));
    expect(String((await answered)[0])).toBe('{"frame":"result","id":"1","output":[]}');
    socket.terminate();
  });
});

describe('a path', () => {
  const ways = [
    '/../index.html',
    '/assets/../../index.html',
    '/..%2findex.html',
    '/%2e%2e/index.html',
    '/%2e%2e%2findex.html',
    '/.%2e/index.html',
    '/%252e%252e%252findex.html',
    '/..%5cindex.html',
    '/..\\index.html',
    '/%c0%ae%c0%ae/index.html',
    '/..;/index.html',
    '//index.html',
    '/assets//../../index.html',
    '/index.html%00.js',
    '/%00/index.html',
    '/.env.js',
    '/%2eenv.js',
    '/assets/.%2f.env.js',
    '/C:/index.html',
    '/file:///etc/passwd',
    '/%',
    '/%zz',
    `/${'a/'.repeat(2_000)}index.html`,
  ];

  it.each(ways)('%s leads nowhere', async (path) => {
    const { page } = await openWebDesk();
    const reply = await page.ask(path);
    expect([400, 404]).toContain(reply.status);
    expect(reply.text).not.toContain(secret);
  });

  it('that is a whole address of another server is refused', async () => {
    const { page } = await openWebDesk();
    expect((await page.ask('http://evil.example/shell/info')).status).toBe(400);
  });

  it('through a link out of the folder leads nowhere', async () => {
    const { page, rendererFolder, outside } = await openWebDesk();
    symlinkSync(join(outside, 'secret.csv'), join(rendererFolder, 'assets', 'link.js'));
    symlinkSync(outside, join(rendererFolder, 'out'));
    for (const path of ['/assets/link.js', '/out/secret.csv', '/assets']) {
      expect([path, (await page.ask(path)).status]).toEqual([path, 404]);
    }
  });

  it('that names something every object has is no endpoint', async () => {
    const { page } = await openWebDesk();
    for (const path of ['/constructor', '/__proto__', '/toString']) expect((await page.ask(path)).status).toBe(404);
  });
});

describe('a method', () => {
  it.each([
    ['DELETE', '/shell/folder'],
    ['PATCH', '/shell/folder'],
    ['TRACE', '/'],
    ['PROPFIND', '/'],
    ['POST', '/'],
    ['PUT', '/assets/main-a1b2c3d4.js'],
    ['POST', '/shell/info'],
    ['GET', '/shell/upload'],
    ['PUT', '/shell/offer'],
  ])('%s of %s is refused, and what may be asked instead is said', async (method, path) => {
    const { page } = await openWebDesk();
    const reply = await page.ask(path, { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toMatch(/GET|POST|PUT/);
    expect(reply.headers.allow?.split(', ')).not.toContain(method);
  });
});

describe('what a browser may keep', () => {
  it('is nothing of data, refusals and the window, and for good what is named by its content', async () => {
    const { page, host } = await openWebDesk();
    for (const path of ['/', '/shell/info', '/shell/folder', '/nothing', `/${new URL(host.url).search}`]) {
      expect([path, (await page.ask(path)).headers['cache-control']]).toEqual([path, 'no-store']);
    }
    const asset = await page.ask('/assets/main-a1b2c3d4.js');
    expect([asset.status, asset.headers['cache-control']]).toEqual([200, 'private, max-age=31536000, immutable']);
  });
});

it('every answer confines the page, and none opens it to others', async () => {
  const { page, host } = await openWebDesk();
  const replies = [
    await page.ask('/'),
    await page.ask('/shell/info'),
    await page.ask('/nothing'),
    await page.ask('/', { method: 'DELETE' }),
    await send(host.port, '/', {}),
    await send(host.port, '/', { headers: { Host: 'evil.example' } }),
  ];
  for (const { headers } of replies) {
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const policy = headers['content-security-policy'];
    for (const rule of [
      "default-src 'none'",
      "script-src 'self';",
      "connect-src 'self';",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});
