/** The form of a stream: what it begins with, what is wrong with it, and what it asks of the engine. */
import { z } from 'zod';
import type { Input } from '../../../../electron/contract/methods.ts';
import { kafkaConnectionSchema, topicSchema } from '../../../../electron/contract/stream.ts';

export interface PemFile {
  readonly name: string;
  readonly text: string;
}

export interface SuiteChoice {
  /** As it stands in the list; null for one that was read from a file. */
  readonly hash: string | null;
  /** Undefined for the one that is built in. */
  readonly text: string | undefined;
  readonly name: string;
}

export const mechanisms = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;

export interface Draft {
  readonly servers: string;
  readonly topic: string;
  readonly group: string;
  readonly from: 'earliest' | 'latest';
  readonly batchSize: number | '';
  readonly batchMs: number | '';
  /** `own`: files of one's own in place of what the system trusts. */
  readonly tls: 'none' | 'system' | 'own';
  readonly ca: PemFile | null;
  readonly cert: PemFile | null;
  readonly key: PemFile | null;
  readonly mechanism: 'none' | (typeof mechanisms)[number];
  readonly username: string;
  readonly password: string;
  readonly suite: SuiteChoice | null;
  readonly target: string | null;
  readonly partitionBy: readonly string[];
  readonly compression: 'snappy' | 'zstd';
}

/** What this machine remembers for a workspace: nothing that opens a door, and nothing of what the messages hold. */
export const rememberedSchema = z.object({
  servers: z.string(),
  topic: z.string(),
  group: z.string(),
  from: z.enum(['earliest', 'latest']),
  batchSize: z.int(),
  batchMs: z.int(),
  tls: z.enum(['none', 'system', 'own']),
  mechanism: z.enum(['none', ...mechanisms]),
  partitionBy: z.array(z.string()),
  compression: z.enum(['snappy', 'zstd']),
});
export type Remembered = z.infer<typeof rememberedSchema>;

const fresh: Remembered = {
  servers: '',
  topic: '',
  group: 'bronze-desk',
  from: 'earliest',
  batchSize: 100,
  batchMs: 1_000,
  tls: 'none',
  mechanism: 'none',
  partitionBy: [],
  compression: 'snappy',
};

export function draftFrom(remembered: Remembered | null, target: string | null): Draft {
  const secret = { ca: null, cert: null, key: null, username: '', password: '' };
  return { ...(remembered ?? fresh), ...secret, suite: null, target };
}

export const rememberedOf = (draft: Draft): Remembered =>
  rememberedSchema.parse(Object.fromEntries(Object.entries(draft).filter(([name]) => name in fresh)));

export const serversOf = (text: string): string[] => text.split(/[\s,]+/).filter((server) => server !== '');

export type Problems = Partial<Record<keyof Draft, string | undefined>>;

/** Everything at once, each beside its field. */
export function problemsOf(draft: Draft): Problems {
  const servers = serversOf(draft.servers);
  const wrong = servers.find(
    (server) => !kafkaConnectionSchema.shape.bootstrap_servers.element.safeParse(server).success,
  );
  const found: Problems = {
    servers:
      servers.length === 0
        ? 'Say where Kafka is: host:9092. Several are divided by commas.'
        : wrong === undefined
          ? undefined
          : `“${wrong}” is no server: it takes host:9092.`,
    topic: topicProblem(draft.topic.trim()),
    group: draft.group.trim() === '' ? 'Name the group whose place in the topic is kept.' : undefined,
    batchSize: isWhole(draft.batchSize, 1, 100_000) ? undefined : 'Between 1 and 100,000 messages.',
    batchMs: isWhole(draft.batchMs, 10, 600_000) ? undefined : 'Between 10 and 600,000 ms.',
    ca:
      draft.tls === 'own' && draft.ca === null && draft.cert === null
        ? 'Choose the authority’s file, or trust the system’s.'
        : undefined,
    cert: draft.tls === 'own' && draft.key !== null && draft.cert === null ? 'A key needs its certificate.' : undefined,
    key: draft.tls === 'own' && draft.cert !== null && draft.key === null ? 'A certificate needs its key.' : undefined,
    username: draft.mechanism !== 'none' && draft.username === '' ? 'Say who signs in to Kafka.' : undefined,
    password:
      draft.mechanism !== 'none' && draft.password === '' ? 'It takes the password. It is never stored.' : undefined,
    target: draft.target === null ? 'Choose the bronze folder.' : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

const isWhole = (value: number | '', least: number, most: number): boolean =>
  value !== '' && Number.isInteger(value) && value >= least && value <= most;

function topicProblem(topic: string): string | undefined {
  if (topic === '') return 'Say which topic. Its messages are JSON objects.';
  return topicSchema.safeParse(topic).success
    ? undefined
    : 'A topic has up to 249 letters, digits, dots, underscores and dashes.';
}

/** Of a draft without problems. */
export function consumeInput(draft: Draft, actor: string): Input<'stream.consume'> {
  const pem = (file: PemFile | null, name: 'ca' | 'cert' | 'key') => (file === null ? {} : { [name]: file.text });
  return {
    bootstrap_servers: serversOf(draft.servers),
    ...(draft.tls === 'none'
      ? {}
      : {
          tls:
            draft.tls === 'own' ? { ...pem(draft.ca, 'ca'), ...pem(draft.cert, 'cert'), ...pem(draft.key, 'key') } : {},
        }),
    ...(draft.mechanism === 'none'
      ? {}
      : { sasl: { mechanism: draft.mechanism, username: draft.username, password: draft.password } }),
    topic: draft.topic.trim(),
    group: draft.group.trim(),
    from: draft.from,
    batch_size: Number(draft.batchSize),
    batch_ms: Number(draft.batchMs),
    ...(draft.suite?.text === undefined ? {} : { suite: draft.suite.text }),
    target: draft.target ?? '',
    partition_by: [...draft.partitionBy],
    compression: draft.compression,
    actor,
  };
}
