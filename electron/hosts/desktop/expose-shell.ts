/** What the preload does, with Electron's parts handed in: the acts of a Shell, one subscription, and the engine's port. */
import type { ContextBridge, IpcRenderer, IpcRendererEvent, WebUtils } from 'electron';
import { enginePort } from '../../contract/engine-port.ts';
import type { Shell } from '../../contract/shell.ts';
import {
  commandChannel,
  enginePortChannel,
  type Answer,
  type Ask,
  type Asks,
  type CommandMessage,
} from './channels.ts';

/** What is used of the page's window: described here, for the browser's types are none of a host's. */
export interface PageWindow {
  readonly location: { readonly origin: string };
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; origin: string; data: unknown }) => void,
  ): void;
  postMessage(message: unknown, targetOrigin: string, transfer: IpcRendererEvent['ports']): void;
}

export interface PreloadParts {
  readonly contextBridge: Pick<ContextBridge, 'exposeInMainWorld'>;
  readonly ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on' | 'off' | 'send'>;
  readonly webUtils: Pick<WebUtils, 'getPathForFile'>;
  readonly page: PageWindow;
}

export function exposeShell({ contextBridge, ipcRenderer, webUtils, page }: PreloadParts): void {
  const ask = async <A extends Ask>(channel: A, input: Asks[A]['input']): Promise<Asks[A]['output']> => {
    const answer = (await ipcRenderer.invoke(channel, input)) as Answer<A>;
    if (!answer.ok) throw new Error(answer.message);
    return answer.output;
  };

  const shell: Shell = {
    info: () => ask('shell:info', null),
    pick: (request) => ask('shell:pick', request),
    async receiveDropped(files, onProgress) {
      // Text and pictures dragged from other programs are files without a path.
      const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
      if (paths.length === 0) return [];
      const offered = await ask('shell:dropped', paths);
      onProgress(1, 1);
      return offered;
    },
    async reveal(path) {
      await ask('shell:reveal', path);
    },
    objectStorage: {
      state: () => ask('shell:object-storage', null),
      use: (wish) => ask('shell:use-object-storage', wish),
      forget: () => ask('shell:forget-object-storage', null),
    },
    onCommand(listener) {
      const hear = (_event: unknown, message: CommandMessage): void => listener(message.command);
      ipcRenderer.on(commandChannel, hear);
      ipcRenderer.send('page:listening');
      return () => void ipcRenderer.off(commandChannel, hear);
    },
  };
  contextBridge.exposeInMainWorld('bronzeDesk', shell);

  page.addEventListener('message', ({ source, origin, data }) => {
    const own = source === page && origin === page.location.origin;
    if (own && data === enginePort.ready) ipcRenderer.send('page:ready');
  });
  ipcRenderer.on(enginePortChannel, ({ ports }) => {
    page.postMessage(enginePort.port, page.location.origin, ports);
  });
}
