/**
 * The one place where DuckDB's errors become ours. The driver has no codes, only message prefixes; its messages may
 * quote cell values, so none of their text is passed on.
 */
import { DeskError } from '../../contract/errors.ts';

interface Rule {
  readonly pattern: RegExp;
  readonly error: (message: string) => DeskError;
}

const rules: readonly Rule[] = [
  {
    pattern: /INTERRUPT Error|Interrupted!/,
    error: () => new DeskError('CANCELLED', 'Cancelled. Nothing was changed.'),
  },
  {
    pattern: /Could not set lock on file|Conflicting lock is held/,
    error: (message) => {
      const pid = /PID (\d+)/.exec(message)?.[1];
      return new DeskError(
        'WORKSPACE_IN_USE',
        `The workspace is in use by another process${pid === undefined ? '' : ` (PID ${pid})`}. Close it there, or use another workspace.`,
        pid === undefined ? undefined : { pid: Number(pid) },
      );
    },
  },
  {
    pattern:
      /No space left on device|not enough space on the disk|Disk full|ENOSPC|failed to offload data block.*max_temp_directory_size/i,
    error: () =>
      new DeskError('DISK_FULL', 'The disk is full. Free some space, then do it again: nothing was left half done.'),
  },
  {
    pattern: /Out of Memory Error|could not allocate block/,
    error: () =>
      new DeskError(
        'OUT_OF_MEMORY',
        'This needs more memory than the engine may use. Close other programs or raise BRONZE_DESK_MEMORY (for example 8GB), then do it again.',
      ),
  },
  {
    pattern: /not a valid DuckDB database file|Corrupt database file|Serialization Error|checksum/i,
    error: () =>
      new DeskError(
        'STORE_DAMAGED',
        'The workspace store cannot be read: desk.duckdb is damaged. Restore it from a backup; the landing files and published folders are not touched.',
      ),
  },
];

/** Turns whatever the driver threw into a DeskError. The driver's error stays as `cause`, for a debugger, never for a log. */
export function mapDuckDBError(error: unknown): DeskError {
  if (error instanceof DeskError) return error;
  const message = error instanceof Error ? error.message : String(error);
  for (const rule of rules) {
    if (rule.pattern.test(message)) {
      const mapped = rule.error(message);
      return new DeskError(mapped.code, mapped.message, mapped.details, { cause: error });
    }
  }
  const kind = /\b([A-Z][A-Za-z-]*(?: (?:of|[A-Z][A-Za-z-]*))* [Ee]rror)\b/.exec(message)?.[1] ?? 'Error';
  return new DeskError(
    'INTERNAL',
    `The store refused a statement (${kind}). Nothing was changed; this is a fault of Bronze Desk.`,
    { kind },
    { cause: error },
  );
}

/** The kind of DuckDB error (`Conversion Error`, `Binder Error`, …) behind a mapped one; undefined when there is none. */
export function duckdbErrorKind(error: unknown): string | undefined {
  if (!(error instanceof DeskError)) return undefined;
  const kind = error.details?.['kind'];
  return typeof kind === 'string' ? kind : undefined;
}
