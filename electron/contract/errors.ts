/**
 * Failures as both sides know them: a closed list of codes, a message written for people, and details that hold no
 * cell values, so that a failure may be logged or sent anywhere.
 */
import { z } from 'zod';

export const errorCodes = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'PATH_NOT_OFFERED',
  'SOURCE_MISSING',
  'SOURCE_UNREADABLE',
  'SOURCE_EMPTY',
  'SOURCE_NOT_DATA',
  'SOURCE_CHANGED',
  'ALREADY_LOADED',
  'SUITE_INVALID',
  'RECEIPT_UNBALANCED',
  'COULD_NOT_RUN',
  'TARGET_NOT_WRITABLE',
  'TARGET_INSIDE_WORKSPACE',
  'KAFKA_UNREACHABLE',
  'KAFKA_REFUSED',
  'DISK_FULL',
  'OUT_OF_MEMORY',
  'WORKSPACE_IN_USE',
  'WORKSPACE_UNUSABLE',
  'STORE_TOO_NEW',
  'STORE_DAMAGED',
  'CONFLICT',
  'CANCELLED',
  'ENGINE_GONE',
  'INTERNAL',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** A way on that each host has a name of its own for; stands under `remedy` in an error's details. */
export const remedySchema = z.enum([
  'load again',
  'choose encoding',
  'say header',
  'overwrite',
  'choose workspace',
  'accept could not run',
  'name target',
  'give reason',
]);
export type Remedy = z.infer<typeof remedySchema>;

export const failureSchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.json()).optional(),
});
export type Failure = z.infer<typeof failureSchema>;
export type FailureDetails = NonNullable<Failure['details']>;

/** The only error that crosses a carrier. `message` says what, where and what to do next. */
export class DeskError extends Error {
  readonly code: ErrorCode;
  readonly details: FailureDetails | undefined;

  constructor(code: ErrorCode, message: string, details?: FailureDetails, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DeskError';
    this.code = code;
    this.details = details;
  }

  toFailure(): Failure {
    return {
      code: this.code,
      message: this.message,
      ...(this.details === undefined ? {} : { details: this.details }),
    };
  }

  static from(failure: Failure): DeskError {
    return new DeskError(failure.code, failure.message, failure.details);
  }
}

export function isDeskError(error: unknown, code?: ErrorCode): error is DeskError {
  return error instanceof DeskError && (code === undefined || error.code === code);
}
