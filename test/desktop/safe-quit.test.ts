import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { start } from './start-desktop.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const keepWorking = 0;
const stopAndQuit = 1;

test('with nothing under way: the engine is closed, then the program ends, and nobody is asked', async () => {
  const { double } = await start();
  double.electron.app.quit();
  await double.child.hears('close');
  expect(double.quits).toBe(0);
  double.child.end(0);
  await double.settled();
  expect(double.quits).toBe(1);
  expect(double.called('showMessageBox')).toEqual([]);
});

test('an engine that was asked to end has not crashed', async () => {
  const { double } = await start();
  double.electron.app.quit();
  double.child.end(0);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(double.children).toHaveLength(1);
});

describe('while a task runs', () => {
  test('one can keep working', async () => {
    const { double } = await start();
    double.child.say({ kind: 'tasks', running: 1 });
    double.answers.box.push(keepWorking);
    double.electron.app.quit();
    await double.settled();
    expect(double.called('showMessageBox')).toHaveLength(1);
    expect(double.called('showMessageBox')[0]?.[0]).toMatchObject({
      message: 'A task is still running.',
      buttons: ['Keep working', 'Stop the work and quit'],
      defaultId: 0,
      cancelId: 0,
    });
    expect(double.child.heard.map(({ kind }) => kind)).toEqual(['open']);
    expect(double.window.isDestroyed()).toBe(false);
  });

  test('one can stop it, and is asked again the next time', async () => {
    const { double } = await start();
    double.child.say({ kind: 'tasks', running: 2 });
    double.answers.box.push(keepWorking, stopAndQuit);
    double.electron.app.quit();
    await double.settled();
    double.electron.app.quit();
    await double.child.hears('close');
    double.child.end(0);
    await double.settled();
    expect(double.called('showMessageBox')).toHaveLength(2);
    expect(double.quits).toBe(1);
  });

  test('asking twice at once shows one question', async () => {
    const { double } = await start();
    double.child.say({ kind: 'tasks', running: 1 });
    double.electron.app.quit();
    double.electron.app.quit();
    await double.settled();
    expect(double.called('showMessageBox')).toHaveLength(1);
  });

  test('work that has ended asks nothing', async () => {
    const { double } = await start();
    double.child.say({ kind: 'tasks', running: 1 });
    double.child.say({ kind: 'tasks', running: 0 });
    double.electron.app.quit();
    await double.child.hears('close');
    expect(double.called('showMessageBox')).toEqual([]);
    double.child.end(0);
  });

  test('another workspace is opened only when the work may be stopped', async () => {
    const { double } = await start();
    double.child.say({ kind: 'tasks', running: 1 });
    const other = { files: [], workspace: '/other/Ward 8', userData: null };
    double.answers.box.push(keepWorking, 1);
    double.app.emit('second-instance', {}, [], '', other);
    await double.settled();
    expect(double.child.heard.map(({ kind }) => kind)).toEqual(['open']);
    double.app.emit('second-instance', {}, [], '', other);
    await double.child.hears('close');
    double.child.end(0);
    await double.settled();
    expect(double.child.heard[0]).toMatchObject({ workspace: '/other/Ward 8' });
    expect(double.called('showMessageBox')[0]?.[0]).toMatchObject({
      buttons: ['Keep working', 'Stop the work and switch'],
    });
  });
});

describe('the window', () => {
  test('on Windows and Linux closing it is leaving, and waits for the engine', async () => {
    const { double } = await start({ platform: 'windows' });
    expect(double.window.close()).toBe(false);
    await double.child.hears('close');
    double.child.end(0);
    await double.settled();
    expect(double.windows.map((window) => window.isDestroyed())).toEqual([true]);
    expect(double.quits).toBeGreaterThan(0);
  });

  test('on macOS the program and its work go on without it, and it comes back from the dock', async () => {
    const { double } = await start({ platform: 'mac' });
    double.child.say({ kind: 'opened' });
    double.tell('page:ready');
    expect(double.window.close()).toBe(true);
    await double.settled();
    expect({ quits: double.quits, heard: double.child.heard.map(({ kind }) => kind) }).toEqual({
      quits: 0,
      heard: ['open', 'serve'],
    });
    double.app.emit('activate');
    expect(double.windows).toHaveLength(2);
    double.tell('page:ready');
    expect(double.window.contents.ports).toHaveLength(1);
  });
});

describe('an engine that does not end', () => {
  test('is killed after ten seconds', async () => {
    const { double, killed } = await start();
    double.electron.app.quit();
    await vi.advanceTimersByTimeAsync(9_999);
    expect(double.child.kills).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await double.settled();
    expect({ kills: double.child.kills, killed, quits: double.quits }).toEqual({ kills: 1, killed: [], quits: 1 });
  });

  test('is killed for good after two more, and the program ends whatever comes of it', async () => {
    const { double, killed } = await start();
    double.child.stubborn = true;
    double.electron.app.quit();
    await vi.advanceTimersByTimeAsync(12_000);
    expect(killed).toEqual([4242]);
    await vi.advanceTimersByTimeAsync(2_000);
    await double.settled();
    expect(double.quits).toBe(1);
  });
});
