/**
 * The page's way to the program around it: a Shell as `window.bronzeDesk`, and the engine's port handed on. It runs
 * sandboxed in a world of its own; the page never sees `ipcRenderer`.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { exposeShell, type PageWindow } from './expose-shell.ts';

declare const window: PageWindow;

exposeShell({ contextBridge, ipcRenderer, webUtils, page: window });
