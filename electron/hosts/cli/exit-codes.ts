/** What a script learns from the exit code alone. */
import { isDeskError, type ErrorCode } from '../../contract/errors.ts';

export const exitCodes = {
  fine: 0,
  failed: 1,
  badInput: 2,
  quarantined: 3,
  inUse: 4,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Total over the codes: one without an exit code does not compile. */
const exitCodeByError: Readonly<Record<ErrorCode, ExitCode>> = {
  INVALID_INPUT: exitCodes.badInput,
  NOT_FOUND: exitCodes.badInput,
  PATH_NOT_OFFERED: exitCodes.badInput,
  SOURCE_MISSING: exitCodes.badInput,
  SOURCE_UNREADABLE: exitCodes.badInput,
  SOURCE_EMPTY: exitCodes.badInput,
  SOURCE_NOT_DATA: exitCodes.badInput,
  SOURCE_CHANGED: exitCodes.badInput,
  ALREADY_LOADED: exitCodes.badInput,
  SUITE_INVALID: exitCodes.badInput,
  TARGET_NOT_WRITABLE: exitCodes.badInput,
  TARGET_INSIDE_WORKSPACE: exitCodes.badInput,
  RECEIPT_UNBALANCED: exitCodes.failed,
  COULD_NOT_RUN: exitCodes.failed,
  KAFKA_UNREACHABLE: exitCodes.failed,
  KAFKA_REFUSED: exitCodes.badInput,
  DISK_FULL: exitCodes.failed,
  OUT_OF_MEMORY: exitCodes.failed,
  WORKSPACE_IN_USE: exitCodes.inUse,
  WORKSPACE_UNUSABLE: exitCodes.failed,
  STORE_TOO_NEW: exitCodes.failed,
  STORE_DAMAGED: exitCodes.failed,
  CONFLICT: exitCodes.failed,
  CANCELLED: exitCodes.interrupted,
  ENGINE_GONE: exitCodes.failed,
  INTERNAL: exitCodes.failed,
};

export function exitCodeOf(error: unknown): ExitCode {
  return isDeskError(error) ? exitCodeByError[error.code] : exitCodes.failed;
}
