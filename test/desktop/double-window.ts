/** A window and its contents: what was sent to the page, where it is, and an error for whatever comes after its end. */
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebContents, WebFrameMain } from 'electron';
import { EventEmitter } from 'node:events';
import type { DoublePort } from './double-ports.ts';
import { preventable } from './preventable.ts';

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

export class DoubleContents extends EventEmitter {
  readonly sent: { channel: string; message: unknown }[] = [];
  readonly ports: DoublePort[] = [];
  url = '';
  destroyed = false;
  #open: OpenHandler | undefined;

  get mainFrame(): WebFrameMain {
    return { url: this.url, parent: null } as unknown as WebFrameMain;
  }

  getURL(): string {
    return this.url;
  }

  send(channel: string, message: unknown): void {
    this.#needAlive();
    this.sent.push({ channel, message: structuredClone(message) });
    this.emit('told', channel, message);
  }

  postMessage(channel: string, message: unknown, transfer: unknown[] = []): void {
    this.#needAlive();
    const ports = transfer as DoublePort[];
    for (const port of ports) port.giveAway();
    this.sent.push({ channel, message });
    this.ports.push(...ports);
    this.emit('port');
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#open = handler;
  }

  /** What `window.open` does in the page. */
  opens(url: string): string {
    return this.#open?.({ url } as Parameters<OpenHandler>[0]).action ?? 'allow';
  }

  /** A link is followed, or a frame sent somewhere: whether it goes there. */
  follows(url: string, event: 'will-navigate' | 'will-redirect' | 'will-frame-navigate' = 'will-navigate'): boolean {
    const navigation = Object.assign(preventable(), { url, isMainFrame: event !== 'will-frame-navigate' });
    this.emit(event, navigation);
    if (!navigation.defaultPrevented && event === 'will-navigate') this.arrive(url);
    return !navigation.defaultPrevented;
  }

  attachesWebview(): boolean {
    const event = preventable();
    this.emit('will-attach-webview', event, {}, {});
    return !event.defaultPrevented;
  }

  arrive(url: string): void {
    this.url = url;
    this.emit('did-navigate', {}, url);
  }

  #needAlive(): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
  }
}

export class DoubleWindow
  extends EventEmitter
  implements Pick<BrowserWindow, 'show' | 'focus' | 'restore' | 'maximize' | 'isMaximized' | 'isMinimized' | 'setTitle'>
{
  readonly options: BrowserWindowConstructorOptions;
  readonly contents = new DoubleContents();
  title = '';
  shown = 0;
  maximised = false;
  minimised = false;
  bounds: Rectangle;
  readonly #closed: () => void;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions, closed: () => void) {
    super();
    const { x = 10, y = 10, width = 800, height = 600, title = '' } = options;
    this.options = options;
    this.bounds = { x, y, width, height };
    this.title = title;
    this.#closed = closed;
  }

  get webContents(): WebContents {
    this.#needAlive();
    return this.contents as unknown as WebContents;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  loadURL(url: string): Promise<void> {
    this.#needAlive();
    this.contents.arrive(url);
    return Promise.resolve();
  }

  setTitle(title: string): void {
    this.#needAlive();
    this.title = title;
  }

  show(): void {
    this.#needAlive();
    this.shown += 1;
  }

  focus(): void {
    this.#needAlive();
  }

  restore(): void {
    this.minimised = false;
  }

  maximize(): void {
    this.maximised = true;
  }

  isMaximized(): boolean {
    return this.maximised;
  }

  isMinimized(): boolean {
    return this.minimised;
  }

  getNormalBounds(): Rectangle {
    this.#needAlive();
    return this.bounds;
  }

  /** As by its own button: whether it closed. */
  close(): boolean {
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.#destroyed = true;
    this.contents.destroyed = true;
    this.emit('closed');
    this.#closed();
    return true;
  }

  #needAlive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
  }
}
