/** What the desktop program is given: the parts of Electron it uses, and what it must know of where it runs. */
import type * as Electron from 'electron';
import type { ShellInfo } from '../../contract/shell.ts';
import type { StartOptions } from './start-options.ts';

export type ElectronMain = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'MessageChannelMain'
  | 'nativeTheme'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

export interface DesktopParts {
  readonly platform: ShellInfo['platform'];
  readonly options: StartOptions;
  readonly appVersion: string;
  readonly user: string;
  /** The built page's folder, the preload, the engine's process, the icon where the system wants a file of it. */
  readonly pageFolder: string;
  readonly preloadPath: string;
  readonly enginePath: string;
  readonly icon: string | undefined;
  readonly sample: string | undefined;
  /** Ends a process that obeys nothing else. */
  readonly killHard: (pid: number) => void;
}
