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
  return Promise.all(present.map((entry) => filesOf(entry, true))).then((each) => each.flat());
}

async function filesOf(entry: FileSystemEntry, named: boolean): Promise<File[]> {
  if (entry.isFile) {
    if (!named && (!sourceName.test(entry.name) || /^[._]/.test(entry.name))) return [];
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  }
  if (!named && /^[._]/.test(entry.name)) return [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: File[] = [];
  // A reader hands out a hundred entries at a time, and nothing when it is through.
  for (let some = await nextEntries(reader); some.length > 0; some = await nextEntries(reader)) {
    for (const each of some) found.push(...(await filesOf(each, false)));
  }
  return found;
}

const nextEntries = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));
