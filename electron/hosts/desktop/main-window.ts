/** The one window: what it may do, where it stands, and the page in it. */
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import type { Placement } from './window-state.ts';

export function webPreferences(preload: string, packaged: boolean): WebPreferences {
  return {
    preload,
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
    devTools: !packaged,
  };
}

export interface WindowWish {
  readonly preload: string;
  readonly packaged: boolean;
  readonly bounds: Placement['bounds'];
  readonly title: string;
  readonly dark: boolean;
  readonly icon: string | undefined;
}

export function windowOptions(wish: WindowWish): BrowserWindowConstructorOptions {
  return {
    ...wish.bounds,
    minWidth: 960,
    minHeight: 600,
    // Shown once the page has something to show.
    show: false,
    title: wish.title,
    backgroundColor: wish.dark ? '#1b1917' : '#faf9f7',
    ...(wish.icon === undefined ? {} : { icon: wish.icon }),
    webPreferences: webPreferences(wish.preload, wish.packaged),
  };
}
