/**
 * What a message that is sent back says of itself, behind the headers it came with. Decimal numbers as text, as Kafka
 * Connect writes its own (`__connect.errors.offset`). A message that is sent back a second time has them twice: the last
 * ones count, as of any Kafka header, and the first ones tell where it came from at first.
 */
import type { KafkaHeader } from '../kafka/kafka-client.ts';

const prefix = 'bronze-desk-redrive';

export const redriveHeader = {
  operation: `${prefix}.operation`,
  record: `${prefix}.record`,
  topic: `${prefix}.original-topic`,
  partition: `${prefix}.original-partition`,
  offset: `${prefix}.original-offset`,
  timestamp: `${prefix}.original-timestamp`,
} as const;

export interface Origin {
  readonly operation: string;
  readonly record: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970, UTC. */
  readonly timestamp: bigint;
}

export function redriveHeaders(origin: Origin): KafkaHeader[] {
  const names = Object.keys(redriveHeader) as (keyof typeof redriveHeader)[];
  return names.map((name) => [redriveHeader[name], Buffer.from(String(origin[name]))]);
}

/** The redrive a message was last sent by; undefined for any other message. */
export function redrivenBy(headers: readonly KafkaHeader[]): Pick<Origin, 'operation' | 'record'> | undefined {
  const last = (wanted: string): string | undefined =>
    headers.findLast(([name]) => name === wanted)?.[1]?.toString('utf8');
  const operation = last(redriveHeader.operation);
  const record = last(redriveHeader.record);
  return operation === undefined || record === undefined ? undefined : { operation, record };
}
