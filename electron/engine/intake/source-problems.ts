/** What can be wrong with a source once reading has begun, in words that name the file and a way on. */
import { DeskError } from '../../contract/errors.ts';

export function headerUnreadable(path: string): DeskError {
  return new DeskError(
    'SOURCE_UNREADABLE',
    `${path}: the header line cannot be read with this dialect, so the columns have no names. Check the delimiter and quote, or say that there is no header, then load it again.`,
    { path, remedy: 'say header' },
  );
}

export function nothingReadable(path: string): DeskError {
  return new DeskError(
    'SOURCE_EMPTY',
    `${path} holds no readable record. Look at its first lines in a preview; perhaps the format or dialect was detected wrongly.`,
    { path },
  );
}

export function sourceChanged(path: string): DeskError {
  return new DeskError(
    'SOURCE_CHANGED',
    `${path} changed while it was being read. Wait until it is complete, then load it again. Nothing was loaded.`,
    { path },
  );
}

export function damagedParquet(path: string, cause: unknown): DeskError {
  return new DeskError(
    'SOURCE_UNREADABLE',
    `${path} starts like Parquet but cannot be read as such: it is damaged or cut off. Fetch it again, then load it. Nothing was loaded.`,
    { path },
    { cause },
  );
}
