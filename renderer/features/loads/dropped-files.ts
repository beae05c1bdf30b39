/** The files of a drop. In a browser a folder has no path: it is walked, and what may be a source is taken out of it. */

/** What a folder may hold that is a source; everything else in it is taken only when it is dropped itself. */
const sourceName = /\.(csv|tsv|psv|json|jsonl|ndjson|parquet)(\.gz)?$/i;

/** Must be called while the drop is being handled: afterwards the browser has forgotten it. */
export function droppedFiles(transfer: DataTransfer, host: 'desktop' | 'web'): Promise<File[]> {
  const files = [...transfer.files];
  // The desktop finds a folder's path from its file, and the engine walks it.
  if (host === 'desktop') return Promise.resolve(files);
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  if (!entries.some((entry) => entry?.isDirectory === true)) return Promise.resolve(files);
  const present = entries.filter((entry) => entry !== null);
  return Promise.all(present.map(filesUnder)).then((each) => each.flat());
}

/** In the order in which the engine takes the files of a folder. */
async function filesUnder(dropped: FileSystemEntry): Promise<File[]> {
  const entries = dropped.isFile
    ? [dropped as FileSystemFileEntry]
    : await sourcesIn(dropped as FileSystemDirectoryEntry);
  return Promise.all(entries.toSorted(byPath).map(fileOf));
}

async function sourcesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemFileEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemFileEntry[] = [];
  // A reader hands out a hundred entries at a time, in no order, and nothing when it is through.
  for (let some = await nextEntries(reader); some.length > 0; some = await nextEntries(reader)) {
    for (const entry of some) {
      if (/^[._]/.test(entry.name)) continue;
      if (entry.isDirectory) found.push(...(await sourcesIn(entry as FileSystemDirectoryEntry)));
      else if (sourceName.test(entry.name)) found.push(entry as FileSystemFileEntry);
    }
  }
  return found;
}

const byPath = (left: FileSystemEntry, right: FileSystemEntry): number => (left.fullPath < right.fullPath ? -1 : 1);

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const nextEntries = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));
