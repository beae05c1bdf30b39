/** The program's menus, as each system has them. What a menu does is handed in, so that this is only where things are. */
import type { MenuItemConstructorOptions } from 'electron';
import type { ShellCommand, ShellInfo } from '../../contract/shell.ts';
import { workspaceName } from './recent-workspaces.ts';

export interface MenuActs {
  readonly tell: (command: ShellCommand) => void;
  readonly chooseWorkspace: () => void;
  readonly createWorkspace: () => void;
  readonly openWorkspace: (workspace: string) => void;
  readonly clearRecent: () => void;
  readonly showWorkspace: () => void;
}

export interface MenuWish {
  readonly platform: ShellInfo['platform'];
  readonly packaged: boolean;
  readonly recent: readonly string[];
  readonly acts: MenuActs;
}

type Item = MenuItemConstructorOptions;
const line: Item = { type: 'separator' };

const places = [
  ['Loads', 'loads'],
  ['Checks', 'checks'],
  ['Review', 'review'],
  ['Publish', 'publish'],
  ['Audit', 'audit'],
] as const;

export function menuTemplate(wish: MenuWish): Item[] {
  const mac = wish.platform === 'mac';
  return [
    ...(mac ? [appMenu()] : []),
    fileMenu(wish, mac),
    editMenu(wish),
    viewMenu(wish),
    goMenu(wish),
    { role: 'windowMenu' },
    helpMenu(wish, mac),
  ];
}

function appMenu(): Item {
  return {
    role: 'appMenu',
    label: 'Bronze Desk',
    submenu: [
      { role: 'about' },
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
}

function fileMenu({ acts, recent }: MenuWish, mac: boolean): Item {
  return {
    label: mac ? 'File' : '&File',
    role: 'fileMenu',
    submenu: [
      { label: 'Load Files…', accelerator: 'CmdOrCtrl+O', click: () => acts.tell({ command: 'pick-sources' }) },
      line,
      { label: 'New Workspace…', accelerator: 'CmdOrCtrl+Shift+N', click: () => acts.createWorkspace() },
      { label: 'Open Workspace…', accelerator: 'CmdOrCtrl+Shift+O', click: () => acts.chooseWorkspace() },
      { label: 'Open Recent Workspace', enabled: recent.length > 0, submenu: recentItems(recent, acts) },
      { label: 'Object Store…', click: () => acts.tell({ command: 'object-storage' }) },
      { label: mac ? 'Show Workspace in Finder' : 'Show Workspace in Folder', click: () => acts.showWorkspace() },
      line,
      { role: 'close' },
      ...(mac ? [] : [line, { role: 'quit' } as const]),
    ],
  };
}

/** Two workspaces may have the same name; the folder tells them apart. */
function recentItems(recent: readonly string[], acts: MenuActs): Item[] {
  const items = recent.map((workspace): Item => {
    const plain = `${workspaceName(workspace)}  (${workspace})`;
    return { label: plain.replaceAll('&', '&&'), click: () => acts.openWorkspace(workspace) };
  });
  return [...items, line, { label: 'Clear List', click: () => acts.clearRecent() }];
}

function editMenu({ acts }: MenuWish): Item {
  return {
    role: 'editMenu',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      line,
      { label: 'Undo Last Operation…', accelerator: 'CmdOrCtrl+Alt+Z', click: () => acts.tell({ command: 'undo' }) },
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  };
}

function viewMenu({ acts, packaged }: MenuWish): Item {
  return {
    role: 'viewMenu',
    submenu: [
      pageKey('Command Palette…', 'CmdOrCtrl+K', () => acts.tell({ command: 'palette' })),
      line,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      line,
      { role: 'togglefullscreen' },
      ...(packaged ? [] : [line, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
    ],
  };
}

function goMenu({ acts }: MenuWish): Item {
  return {
    label: '&Go',
    submenu: places.map(([label, place], index) => ({
      label,
      accelerator: `CmdOrCtrl+${index + 1}`,
      click: () => acts.tell({ command: 'go', place }),
    })),
  };
}

function helpMenu({ acts }: MenuWish, mac: boolean): Item {
  return {
    role: 'help',
    submenu: [
      { label: 'Keyboard Shortcuts', click: () => acts.tell({ command: 'shortcuts' }) },
      ...(mac ? [] : [line, { role: 'about' } as const]),
    ],
  };
}

/** A key that the page itself hears: shown here, not taken from it. */
function pageKey(label: string, accelerator: string, click: () => void): Item {
  return { label, accelerator, registerAccelerator: false, click };
}
