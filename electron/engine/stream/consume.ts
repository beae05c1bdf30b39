/** The task `stream.consume`: what has to be known and in order before the first message is taken. */
import { randomUUID } from 'node:crypto';
import type { ParsedInput } from '../../contract/methods.ts';
import type { StreamName, StreamState, StreamStatus } from '../../contract/stream.ts';
import { bronzeValidation } from '../checks/builtin-suite.ts';
import { suiteHash } from '../checks/suite/identity.ts';
import { parseSuite } from '../checks/suite/parse-suite.ts';
import type { CallContext } from '../context.ts';
import { columnsOf } from '../intake/load-store.ts';
import { bronzePlace } from '../publish/open-place.ts';
import type { KafkaConnection } from './kafka/kafka-client.ts';
import { publishLeftBehind } from './publish-batch.ts';
import type { StreamSetting } from './setting.ts';
import { StreamFigures } from './stream-figures.ts';
import { StreamIntake } from './stream-intake.ts';
import { selectNewestBatch, selectOffsets, type NewestBatchRow, type OffsetRow } from './stream-store.sql.ts';
import { whenReachable } from './when-reachable.ts';

/** Throws NOT_FOUND (topic), KAFKA_REFUSED, CONFLICT, and what loads, checks and publishes throw. */
export async function consume(input: ParsedInput<'stream.consume'>, context: CallContext): Promise<StreamStatus> {
  const place = await bronzePlace(context, context.offered.require(input.target)).prepare(context.signal);
  // Until something is published there: others may publish meanwhile.
  place.leave();
  const suite = input.suite === undefined ? bronzeValidation : parseSuite(input.suite).suite;
  const kafka = await context.kafka();
  const connection = connectionOf(input);
  const stream = randomUUID();
  const figures = new StreamFigures({ stream, topic: input.topic, group: input.group, target: place.target });
  const report = (): void =>
    context.report({ phase: 'connecting', done: 0, total: null, unit: 'messages', stream: figures.status(0) });
  const ask = () => kafka.describeTopic(connection, input.topic);
  const onState = (state: StreamState, why?: string): void => {
    figures.become(state, why);
    report();
  };
  const found = await whenReachable(ask, onState, context.signal);
  if (found === undefined) return stopped(figures);

  const name = { cluster: found.clusterId, topic: input.topic, topic_id: found.topicId, group: input.group };
  figures.named(name);
  const layout = { target: place.target, partition_by: input.partition_by, compression: input.compression };
  const setting: StreamSetting = { name, suite, suiteHash: suiteHash(suite), place, layout, actor: input.actor };
  const intake = new StreamIntake(context, setting, input, figures, await standing(context, name));
  context.streams.add(stream, intake);
  try {
    await publishLeftBehind({ ...context, signal: undefined, report: () => undefined }, setting);
    await intake.run(kafka, connection);
    return stopped(figures, intake);
  } finally {
    context.streams.remove(stream);
  }
}

function stopped(figures: StreamFigures, intake?: StreamIntake): StreamStatus {
  figures.become('stopped');
  return intake?.status() ?? figures.status(0);
}

/** How far the stream has come in this workspace, and the columns it has come to. */
async function standing(context: CallContext, name: StreamName) {
  return context.db.read(async (connection) => {
    const offsets = await connection.all<OffsetRow>(selectOffsets(name));
    const newest = await connection.one<NewestBatchRow>(selectNewestBatch(name));
    return {
      positions: new Map(offsets.map((row) => [row.partition, BigInt(row.next_offset)])),
      keys: newest === undefined ? [] : columnsOf(newest).map((column) => column.renamed?.from ?? column.name),
    };
  });
}

export function connectionOf(
  input: Pick<ParsedInput<'stream.consume'>, 'bootstrap_servers' | 'tls' | 'sasl'>,
): KafkaConnection {
  const { tls } = input;
  return {
    bootstrapServers: input.bootstrap_servers,
    clientId: 'bronze-desk',
    ...(tls === undefined
      ? {}
      : {
          tls: {
            ...(tls.ca === undefined ? {} : { ca: tls.ca }),
            ...(tls.cert === undefined ? {} : { cert: tls.cert }),
            ...(tls.key === undefined ? {} : { key: tls.key }),
          },
        }),
    ...(input.sasl === undefined ? {} : { sasl: input.sasl }),
  };
}
