/** What the file system says, in our words. */
import { DeskError, isDeskError, type ErrorCode, type Remedy } from '../contract/errors.ts';

export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A full disk is always DISK_FULL; anything else becomes what the caller says it means here. */
export function storageError(
  error: unknown,
  otherwise: { code: ErrorCode; message: string; remedy?: Remedy },
): DeskError {
  if (isDeskError(error)) return error;
  const errno = errnoOf(error);
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new DeskError(
      'DISK_FULL',
      'The disk is full. Free some space, then do it again: nothing was left half done.',
      { errno },
      { cause: error },
    );
  }
  const { code, message, remedy } = otherwise;
  const details = { ...(errno === undefined ? {} : { errno }), ...(remedy === undefined ? {} : { remedy }) };
  return new DeskError(code, message, Object.keys(details).length === 0 ? undefined : details, { cause: error });
}
