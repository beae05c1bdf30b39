/** The page's wish for paths as the system's own dialogs, one per purpose. */
import type { Dialog, OpenDialogOptions, BrowserWindow } from 'electron';
import { join } from 'node:path';
import type { PickRequest } from '../../contract/shell.ts';

const dataFiles = ['csv', 'tsv', 'txt', 'json', 'jsonl', 'ndjson', 'parquet', 'gz'];

/** macOS lets one dialog choose files and folders; elsewhere it must be one of them. */
function openOptions(request: PickRequest, mac: boolean): OpenDialogOptions {
  const { title } = request;
  if (request.purpose === 'folder') return { title, properties: ['openDirectory', 'createDirectory'] };
  return {
    title,
    properties: mac ? ['openFile', 'openDirectory', 'multiSelections'] : ['openFile', 'multiSelections'],
    filters: [
      { name: 'Data files', extensions: dataFiles },
      { name: 'All files', extensions: ['*'] },
    ],
  };
}

export async function choosePaths(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: BrowserWindow,
  request: PickRequest,
  places: { readonly mac: boolean; readonly documents: string },
): Promise<string[]> {
  if (request.purpose === 'save') {
    const { name, title } = request;
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title,
      ...(name === undefined ? {} : { defaultPath: join(places.documents, fileName(name)) }),
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return canceled || filePath === '' ? [] : [filePath];
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, openOptions(request, places.mac));
  return canceled ? [] : filePaths;
}

/** A name is proposed, never a place. */
function fileName(name: string): string {
  return name.replace(/[/\\:\0]/g, '-');
}
