import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start } from './start-desktop.ts';

const ours = 'app://bronze-desk/';

test('the window is sandboxed, isolated, without Node, web views or a spell checker', async () => {
  const { double, folder } = await start({ packaged: true });
  expect(double.window.options.webPreferences).toEqual({
    preload: join(folder, 'preload.cjs'),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  });
  expect(double.session.spellChecks).toBe(false);
});

test('only a checkout has developer tools', async () => {
  const { double } = await start({ packaged: false });
  expect(double.window.options.webPreferences?.devTools).toBe(true);
});

test('it shows the page at its own address', async () => {
  const { double } = await start();
  expect(double.window.contents.url).toBe(ours);
});

describe('it stays there', () => {
  test.each([
    'https://example.org/',
    'file:///etc/passwd',
    'app://elsewhere/',
    'app://bronze-desk.example.org/',
    'app://bronze-desk/engine-stopped/quit',
    'app://bronze-desk/other.html',
    'javascript:alert(1)',
    'data:text/html,hello',
    'app://user@bronze-desk/',
  ])('a link to %s is not followed', async (url) => {
    const { double } = await start();
    expect(double.window.contents.follows(url)).toBe(false);
    expect(double.window.contents.url).toBe(ours);
    expect(double.quits).toBe(0);
  });

  test('reloading is not leaving', async () => {
    const { double } = await start();
    expect(double.window.contents.follows(`${ours}#/review`)).toBe(true);
  });

  test('redirects and frames go nowhere', async () => {
    const { double } = await start();
    expect(double.window.contents.follows('https://example.org/', 'will-redirect')).toBe(false);
    expect(double.window.contents.follows('https://example.org/', 'will-frame-navigate')).toBe(false);
  });

  test('no new window, not even of ours', async () => {
    const { double } = await start();
    expect(double.window.contents.opens('https://example.org/')).toBe('deny');
    expect(double.window.contents.opens(ours)).toBe('deny');
  });

  test('no web view', async () => {
    const { double } = await start();
    expect(double.window.contents.attachesWebview()).toBe(false);
  });
});

test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'fullscreen', 'usb', 'hid', 'openExternal'])(
  'the permission %s is refused however it is asked for',
  async (permission) => {
    const { double } = await start();
    expect(double.session.grants(double.window.webContents, permission)).toEqual({
      request: false,
      check: false,
      device: false,
    });
  },
);

test('copying is allowed to our page, and to nobody else', async () => {
  const { double } = await start();
  expect(double.session.grants(double.window.webContents, 'clipboard-sanitized-write')).toMatchObject({
    request: true,
    check: true,
  });
  double.window.contents.url = 'https://example.org/';
  expect(double.session.grants(double.window.webContents, 'clipboard-sanitized-write')).toMatchObject({
    request: false,
    check: false,
  });
});

test('nothing is downloaded but what our page has made itself', async () => {
  const { double } = await start();
  const isRefused = (url: string): boolean => {
    const event = { prevented: false, preventDefault: () => (event.prevented = true) };
    double.session.emit('will-download', event, { getURL: () => url });
    return event.prevented;
  };
  expect(
    ['https://example.org/a.csv', 'blob:https://example.org/1', 'data:text/csv,a', 'file:///etc/passwd', ours].filter(
      (url) => !isRefused(url),
    ),
  ).toEqual([]);
  expect(isRefused('blob:app://bronze-desk/0f6c')).toBe(false);
});

test('nothing is asked of the network', async () => {
  const { double } = await start();
  expect(
    ['https://example.org/', 'http://127.0.0.1/', 'ws://localhost/', 'file:///etc/passwd', 'app://other/'].filter(
      (url) => double.session.lets(url),
    ),
  ).toEqual([]);
  expect(
    [ours, 'data:image/png;base64,', 'devtools://devtools/'].filter((url) => double.session.lets(url)),
  ).toHaveLength(3);
});

test('the title is the name of the workspace, whatever the page says', async () => {
  const { double } = await start();
  const event = { prevented: false, preventDefault: () => (event.prevented = true) };
  double.window.emit('page-title-updated', event, 'Smith, John');
  expect(event.prevented).toBe(true);
  expect(double.window.title).toBe('Ward 7');
});
