/**
 * What an object store answers when it refuses, sorted by what a person can do about it. Nothing else of it is kept: the
 * SDK's errors carry the whole request, with its signature.
 */
import { DeskError, type ErrorCode } from '../../contract/errors.ts';
import { formatObjectUrl, type ObjectUrl } from '../../contract/object-url.ts';

export type ProblemKind =
  | 'no bucket'
  | 'no object'
  | 'no upload'
  | 'taken'
  | 'forbidden'
  | 'no credentials'
  | 'bad credentials'
  | 'expired'
  | 'clock'
  | 'region'
  | 'unreachable'
  | 'busy'
  | 'damaged'
  | 'unsupported'
  | 'changed'
  | 'refused';

export class ObjectStoreProblem extends Error {
  readonly kind: ProblemKind;
  /** The server's own name for it, for whoever runs the server. */
  readonly answer: string;
  /** What the server calls the request in its log; null where no server was reached. */
  readonly request: string | null;

  constructor(kind: ProblemKind, answer: string, request: string | null = null) {
    super(`the object store: ${kind} (${answer})`);
    this.name = 'ObjectStoreProblem';
    this.kind = kind;
    this.answer = answer;
    this.request = request;
  }

  /** Whether the same may go well later, with nothing changed here: what was sent is worth keeping. */
  get isPassing(): boolean {
    return passing.includes(this.kind);
  }
}

const passing: readonly ProblemKind[] = ['unreachable', 'busy', 'expired', 'clock'];

export const isProblem = (error: unknown, kind?: ProblemKind): error is ObjectStoreProblem =>
  error instanceof ObjectStoreProblem && (kind === undefined || error.kind === kind);

const byName: Readonly<Record<string, ProblemKind>> = {
  NoSuchBucket: 'no bucket',
  NoSuchKey: 'no object',
  NotFound: 'no object',
  NoSuchUpload: 'no upload',
  PreconditionFailed: 'taken',
  ConditionalRequestConflict: 'taken',
  AccessDenied: 'forbidden',
  AllAccessDisabled: 'forbidden',
  CredentialsProviderError: 'no credentials',
  InvalidAccessKeyId: 'bad credentials',
  SignatureDoesNotMatch: 'bad credentials',
  InvalidToken: 'bad credentials',
  ExpiredToken: 'expired',
  ExpiredTokenException: 'expired',
  RequestTimeTooSkewed: 'clock',
  RequestExpired: 'clock',
  PermanentRedirect: 'region',
  TemporaryRedirect: 'region',
  AuthorizationHeaderMalformed: 'region',
  IllegalLocationConstraintException: 'region',
  SlowDown: 'busy',
  SlowDownRead: 'busy',
  SlowDownWrite: 'busy',
  ServiceUnavailable: 'busy',
  InternalError: 'busy',
  RequestTimeout: 'unreachable',
  TimeoutError: 'unreachable',
  BadDigest: 'damaged',
  XAmzContentChecksumMismatch: 'damaged',
  NotImplemented: 'unsupported',
};

const unreachableCodes =
  /^(ECONN|ENOTFOUND|EAI_|EHOST|ENET|ETIMEDOUT|EPIPE|ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** What the SDK threw, sorted. */
export function problemOf(error: unknown): ObjectStoreProblem {
  if (error instanceof ObjectStoreProblem) return error;
  const { name, code, status, request } = partsOf(error);
  if (code !== undefined && unreachableCodes.test(code)) return new ObjectStoreProblem('unreachable', code);
  return new ObjectStoreProblem(byName[name] ?? byStatus(status), code ?? name, request);
}

function byStatus(status: number | undefined): ProblemKind {
  if (status === undefined) return 'refused';
  if (status >= 500) return 'busy';
  const kinds: Readonly<Record<number, ProblemKind>> = {
    301: 'region',
    403: 'forbidden',
    404: 'no object',
    412: 'taken',
  };
  return kinds[status] ?? 'refused';
}

interface ErrorParts {
  readonly name: string;
  readonly code?: string;
  readonly status?: number | undefined;
  readonly request: string | null;
}

function partsOf(error: unknown): ErrorParts {
  if (!(error instanceof Error)) return { name: 'unknown', request: null };
  const metadata = ('$metadata' in error ? error.$metadata : {}) as { httpStatusCode?: number; requestId?: string };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, ...code, status: metadata.httpStatusCode, request: metadata.requestId ?? null };
}

/** The server and address in question, for the sentence. */
export interface Where {
  readonly url: ObjectUrl;
  readonly endpoint: string | null;
}

/** In words; `outcome` closes the sentence: "Nothing was published." */
export function explainProblem(problem: ObjectStoreProblem, where: Where, code: ErrorCode, outcome: string): DeskError {
  const details = {
    url: formatObjectUrl(where.url),
    endpoint: where.endpoint,
    answer: problem.answer,
    request: problem.request,
  };
  return new DeskError(code, `${sentence(problem, where)} ${outcome}`, details, { cause: problem });
}

function sentence({ kind, answer }: ObjectStoreProblem, { url, endpoint }: Where): string {
  const server = endpoint ?? 'Amazon S3';
  const place = formatObjectUrl(url);
  switch (kind) {
    case 'no bucket':
      return `There is no bucket ${url.bucket} at ${server}. Check its name and the endpoint, or have it created.`;
    case 'no object':
    case 'no upload':
      return `There is nothing at ${place} (${server}). Check the address.`;
    case 'taken':
      return `Somebody else is writing to ${place} at this moment. Do it again.`;
    case 'forbidden':
      return `The credentials in use may not do this at ${place} (${server}). Ask for permission to list, read, write and delete there, or use another profile.`;
    case 'no credentials':
      return `There are no credentials for ${server}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws with --s3-profile.`;
    case 'bad credentials':
      return `${server} does not accept the credentials in use. Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the profile, and that they are of this server.`;
    case 'expired':
      return `The credentials for ${server} have expired. Sign in again, then do it again.`;
    case 'clock':
      return `${server} refuses because this machine's clock differs too much from its own. Set the clock, then do it again.`;
    case 'region':
      return `The bucket ${url.bucket} at ${server} is in another region than was asked. Name its region with --s3-region or AWS_REGION.`;
    case 'unreachable':
      return `${server} cannot be reached (${answer}). Check the endpoint and the network, then do it again.`;
    case 'busy':
      return `${server} could not answer for now (${answer}), although it was asked several times. Do it again later.`;
    case 'damaged':
      return `What arrived at ${place} was not what was sent (${answer}). Do it again; if it happens again, look at the network or the server's disks.`;
    case 'unsupported':
      return `${server} lacks something that a safe publish needs: writing an object only where there is none (If-None-Match), and SHA-256 checksums. Use a server that has them.`;
    case 'changed':
      return `${place} was replaced while it was being read. Do it again.`;
    case 'refused':
      return `${server} refused the request for ${place} (${answer}). Look it up in the server's documentation, or ask who runs it.`;
  }
}
