/**
 * What the library throws, as what a person can do about it. Its errors come nested, and only some of them are mended by
 * waiting: the rest end the consumer. Neither they nor their words are passed on, for they may hold what the broker sent;
 * their codes are.
 */
import { DeskError } from '../../../contract/errors.ts';
import type { KafkaConnection } from './kafka-client.ts';

/** Whatever an error or one of its causes says of itself. */
interface Clue {
  readonly code: string | undefined;
  readonly apiId: string | undefined;
  readonly message: string;
}

/** TLS's own errors: a certificate that is not trusted, not valid, or not this host's. */
const tlsCodes = /^(ERR_TLS_|ERR_SSL_|ERR_OSSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;
const notAuthorized = '_AUTHORIZATION_FAILED';
const topicUnknown = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION']);

const larger = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

const rebalance = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID']);

/** Leadership or metadata have moved: asking again tells where to. */
const moved = new Set([
  'NOT_LEADER_OR_FOLLOWER',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
  'LEADER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
  'OFFSET_NOT_AVAILABLE',
  'UNKNOWN_TOPIC_ID',
  'INCONSISTENT_TOPIC_ID',
]);

export function isMovedLeader(error: unknown): boolean {
  return clues(error).some(({ apiId }) => apiId !== undefined && moved.has(apiId));
}

export function isOffsetOutOfRange(error: unknown): boolean {
  return clues(error).some(({ apiId }) => apiId === 'OFFSET_OUT_OF_RANGE');
}

/** The group has moved on without this member, or is about to. */
export function isRebalance(error: unknown): boolean {
  return clues(error).some(({ apiId }) => apiId !== undefined && rebalance.has(apiId));
}

/** What no waiting mends, or undefined when the broker may be back in a while. */
export function lastingProblem(error: unknown, connection: KafkaConnection, topic?: string): DeskError | undefined {
  if (error instanceof DeskError) return error.code === 'KAFKA_UNREACHABLE' ? undefined : error;
  const found = clues(error);
  const details = { servers: [...connection.bootstrapServers], reasons: reasonsOf(found), topic: topic ?? null };
  const refused = (sentence: string) => new DeskError('KAFKA_REFUSED', sentence, details);
  const has = (test: (clue: Clue) => boolean) => found.find(test);
  const at = serversOf(connection);

  if (has(({ apiId }) => apiId === 'SASL_AUTHENTICATION_FAILED')) {
    return refused(`Kafka at ${at} refused the user name or password. Check them and the SASL mechanism.`);
  }
  if (has(({ apiId }) => apiId === 'UNSUPPORTED_SASL_MECHANISM')) {
    const mechanism = connection.sasl?.mechanism ?? 'none';
    return refused(`Kafka at ${at} does not offer the SASL mechanism ${mechanism}. Choose one that it offers.`);
  }
  const tls = has(({ code }) => code !== undefined && tlsCodes.test(code));
  if (tls) {
    return refused(
      `No secure connection to Kafka at ${at} (${tls.code ?? ''}). Check the certificate authority and the host name.`,
    );
  }
  const rights = has(({ apiId }) => apiId?.endsWith(notAuthorized) === true);
  if (rights) {
    return refused(
      `Kafka at ${at} does not let this user read or write here (${rights.apiId ?? ''}). Ask for the right.`,
    );
  }
  if (topic !== undefined && has(isUnknownTopic)) return topicMissing(topic, connection);
  const tooLarge = has(({ apiId }) => apiId !== undefined && larger.has(apiId));
  if (tooLarge) {
    return refused(
      `Kafka at ${at} does not take messages of that size for the topic "${topic ?? ''}" (${tooLarge.apiId ?? ''}). Raise its max.message.bytes, or send the large ones elsewhere.`,
    );
  }
  if (has(({ code }) => code === 'PLT_KFK_UNSUPPORTED_API')) {
    return refused(`Kafka at ${at} is too old for this program, which needs Kafka 3.1 or newer.`);
  }
  if (topic !== undefined && has(({ code }) => code === 'PLT_KFK_UNSUPPORTED_COMPRESSION')) {
    return new DeskError(
      'SOURCE_UNREADABLE',
      `Messages in the topic "${topic}" are compressed in a way this Node cannot read (zstd needs Node 22.15 or newer). Run Bronze Desk with a newer Node; nothing was skipped.`,
      { ...details, node: process.version },
    );
  }
  if (found.length > 0 && !found.some(isOfTheNetwork)) {
    return new DeskError(
      'SOURCE_UNREADABLE',
      `What Kafka at ${at} sent could not be read. Nothing was skipped; look at the messages that come next in the topic with Kafka's own tools.`,
      details,
    );
  }
  return undefined;
}

/** Words of the library, of the broker or of the network: waiting may mend it. Anything else is a fault in what was read. */
function isOfTheNetwork({ code, apiId }: Clue): boolean {
  if (apiId !== undefined || code === undefined) return apiId !== undefined;
  return /^E[A-Z]+$/.test(code) || (code.startsWith('PLT_KFK_') && code !== 'PLT_KFK_OUT_OF_BOUNDS');
}

export function topicMissing(topic: string, connection: KafkaConnection): DeskError {
  const sentence = `Kafka at ${serversOf(connection)} has no topic "${topic}". Check the name, or create the topic.`;
  return new DeskError('NOT_FOUND', sentence, { topic, servers: [...connection.bootstrapServers] });
}

export function unreachable(error: unknown, connection: KafkaConnection): DeskError {
  const details = { servers: [...connection.bootstrapServers], reasons: reasonsOf(clues(error)) };
  return new DeskError('KAFKA_UNREACHABLE', whyUnreachable(error, connection), details);
}

export function whyUnreachable(error: unknown, connection: KafkaConnection): string {
  const found = clues(error);
  const code = found.find((clue) => /^E[A-Z]+$/.test(clue.code ?? ''))?.code ?? found.find(({ apiId }) => apiId)?.apiId;
  const hint =
    connection.tls !== undefined && code === 'ECONNRESET'
      ? ' It closed the connection before TLS began: does it speak TLS?'
      : '';
  return `Kafka at ${serversOf(connection)} does not answer${code === undefined ? '' : ` (${code})`}.${hint}`;
}

/** The problem itself where waiting does not help, otherwise that the broker was not reached. */
export function asProblem(error: unknown, connection: KafkaConnection, topic?: string): DeskError {
  return lastingProblem(error, connection, topic) ?? unreachable(error, connection);
}

const reasonsOf = (found: readonly Clue[]) => [
  ...new Set(found.map(({ apiId, code }) => apiId ?? code).filter((reason) => reason !== undefined)),
];

const serversOf = (connection: KafkaConnection) => connection.bootstrapServers.join(', ');

/** The library names an unknown topic in words alone where it has lost the broker's code. */
function isUnknownTopic({ apiId, message, code }: Clue): boolean {
  return (
    (apiId !== undefined && topicUnknown.has(apiId)) ||
    (code === 'PLT_KFK_USER' && message.startsWith('Unknown topic '))
  );
}

function clues(error: unknown, depth = 0): Clue[] {
  if (!(error instanceof Error) || depth > 8) return [];
  const own = error as Error & { code?: unknown; apiId?: unknown };
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [
    { code: text(own.code), apiId: text(own.apiId), message: error.message },
    ...[...inner, error.cause].flatMap((each) => clues(each, depth + 1)),
  ];
}
