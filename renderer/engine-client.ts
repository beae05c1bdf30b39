/**
 * The page's way to the engine, and the only file that knows whether a message port or a web socket is behind it. A
 * carrier that breaks is made anew until it holds.
 */
import { enginePort } from '../electron/contract/engine-port.ts';
import { overEventTarget } from '../electron/transport/message-port.ts';
import { maxRequestCharacters, overWebSocket } from '../electron/transport/web-socket.ts';
import type { OpenPorts } from './engine-link.ts';

/** From the server that served the page; tried again with longer and longer waits while it does not answer. */
export const webPorts: OpenPorts = (opened, shutOut) => {
  const longestWait = 5_000;
  let wait = 250;
  const again = (): void => {
    setTimeout(connect, wait);
    wait = Math.min(wait * 2, longestWait);
  };
  const connect = (): void => {
    const socket = new WebSocket(new URL('engine', location.href.replace(/^http/, 'ws')));
    let held = false;
    socket.addEventListener('open', () => {
      held = true;
      wait = 250;
      opened(overWebSocket(socket, { maxCharacters: maxRequestCharacters }));
    });
    socket.addEventListener('close', () => {
      if (held) connect();
      // A socket does not say why it was refused; a request does.
      else void isRefused().then((refused) => (refused ? shutOut() : again()));
    });
  };
  connect();
};

const isRefused = (): Promise<boolean> =>
  fetch('shell/info').then(
    ({ status }) => status === 401 || status === 403,
    () => false,
  );

/** From the desktop's main process, through the preload: one at the start, and one after each restart of the engine. */
export const desktopPorts: OpenPorts = (opened) => {
  addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source === window && event.data === enginePort.port && port !== undefined) {
      opened(overEventTarget(port));
    }
  });
  postMessage(enginePort.ready, location.origin);
};
