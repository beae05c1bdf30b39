/**
 * Back to the topic. For each batch: where its partitions end is noted, the records are excluded here and noted as intended,
 * then sent in order, and kept as sent chunk by chunk. The producer is idempotent, so that a request sent again is written
 * once; what a crash leaves intended is looked up in the topic before anything else is sent.
 */
import { DeskError, isDeskError } from '../../../contract/errors.ts';
import type { RedriveInput, RedriveSettled } from '../../../contract/redrive.ts';
import type { CallContext } from '../../context.ts';
import { newId } from '../../ids.ts';
import { storedLoad } from '../../intake/load-store.ts';
import { expireWaivers } from '../../review/waivers.ts';
import { connectionOf } from '../consume.ts';
import type { KafkaConnection, KafkaProducer, KafkaReader } from '../kafka/kafka-client.ts';
import type { ChosenOfLoad } from './choose.ts';
import { chooseBatches } from './choose-batches.ts';
import { handOver, takeBack } from './hand-over.ts';
import { keepSent, type SentMessage } from './keep-sent.ts';
import { outgoingOf, type Outgoing } from './outgoing.ts';
import { selectIntended, type IntendedRow, type TopicName } from './redrive-store.sql.ts';
import { intendedOf, settleIntended, settleUnasked } from './settle.ts';

export type ToTopic = Extract<RedriveInput, { to: 'topic' }>;

export interface SentToTopic {
  readonly operation: string | null;
  readonly chosen: readonly ChosenOfLoad[];
  /** By load; none in a dry run. */
  readonly sent: ReadonlyMap<string, readonly SentMessage[]>;
  /** Batches meant that came from another cluster, or from a topic of that name that was deleted. */
  readonly elsewhere: number;
  readonly settled: RedriveSettled;
}

/** Throws what {@link redrive} does. What was settled before it threw stays settled. */
export async function redriveToTopic(input: ToTopic, context: CallContext): Promise<SentToTopic> {
  // A waiver that is over lets nothing through any more.
  await expireWaivers(context);
  const kafka = await context.kafka();
  const connection = connectionOf(input.connection);
  context.report({ phase: 'connecting', done: 0, total: null, unit: 'messages' });
  const topic = await topicOf(input, context);
  const { clusterId: cluster, topicId } = await kafka.describeTopic(connection, topic).catch(async (error: unknown) => {
    throw withDoubt(error, (await intendedOf(context, input.of)).length);
  });
  const name = { cluster, topic, topic_id: topicId };
  const reader = await kafka.connectReader(connection, topic);
  try {
    const settled = input.dry_run
      ? await stillOpen(context, name, input)
      : await settleAll(context, reader, name, input);
    const { chosen, elsewhere } = await chooseAll(input, context, name, connection).catch(async (error: unknown) => {
      throw withDoubt(withSettled(error, settled), (await intendedOf(context, input.of, name)).length);
    });
    const records = chosen.reduce((sum, each) => sum + each.records.length, 0);
    if (input.dry_run || records === 0) return { operation: null, chosen, sent: new Map(), elsewhere, settled };
    const producer = await kafka.connectProducer(connection);
    try {
      const sending = new Sending(context, { ...input, operation: newId(), topic, total: records }, reader, producer);
      for (const each of chosen) if (each.records.length > 0) await sending.send(each);
      return { operation: sending.operation, chosen, sent: sending.sent, elsewhere, settled };
    } finally {
      await producer.close();
    }
  } finally {
    await reader.close();
  }
}

async function settleAll(
  context: CallContext,
  reader: KafkaReader,
  name: TopicName,
  input: ToTopic,
): Promise<RedriveSettled> {
  const here = await settleIntended(context, reader, name, input.of, input);
  const elsewhere = await settleUnasked(context, input.of, name, input);
  return {
    sent: here.sent + elsewhere.sent,
    not_sent: here.not_sent + elsewhere.not_sent,
    unknown: here.unknown + elsewhere.unknown,
  };
}

/** A dry run looks nothing up: all of the topic, and what else of it is meant. */
async function stillOpen(context: CallContext, name: TopicName, { of }: ToTopic): Promise<RedriveSettled> {
  const here = await context.db.read((connection) => connection.all<IntendedRow>(selectIntended(name)));
  const elsewhere = await intendedOf(context, of, name);
  return { sent: 0, not_sent: 0, unknown: here.length + elsewhere.length };
}

/** What was settled before the refusal stays settled. */
function withSettled(error: unknown, settled: RedriveSettled): unknown {
  const { sent, not_sent: notSent } = settled;
  if (!isDeskError(error) || sent + notSent === 0) return error;
  const sentence = `Of what an earlier redrive left open, ${sent} were settled as sent and ${notSent} as not sent, and are here again.`;
  return new DeskError(error.code, `${error.message} ${sentence}`, { ...error.details, settled }, { cause: error });
}

/** `open`: how many may have been sent by an earlier redrive, to a topic that is not there to be looked into. */
function withDoubt(error: unknown, open: number): unknown {
  if (!isDeskError(error) || open === 0) return error;
  const [messages, stay] = open === 1 ? ['message', 'stays'] : ['messages', 'stay'];
  const doubt = `${open} ${messages} of an earlier redrive may have been sent and ${stay} excluded; where that topic is gone for good, "redrive --to bronze" with --assume sent or --assume not-sent settles it.`;
  const details = { ...error.details, may_have_been_sent: open };
  return new DeskError(error.code, `${error.message} ${doubt}`, details, { cause: error });
}

async function topicOf(input: ToTopic, context: CallContext): Promise<string> {
  const { of } = input;
  if ('topic' in of) return of.topic;
  const load = await context.db.read((connection) => storedLoad(connection, context.workspace, of.load));
  if (load.stream !== null) return load.stream.topic;
  throw new DeskError(
    'INVALID_INPUT',
    `The load ${of.load} was made of files, not taken from a topic, so there is none to send its records back to.`,
    { load: of.load },
  );
}

async function chooseAll(
  input: ToTopic,
  context: CallContext,
  name: TopicName,
  connection: KafkaConnection,
): Promise<Pick<SentToTopic, 'chosen' | 'elsewhere'>> {
  const chosen: ChosenOfLoad[] = [];
  let elsewhere = 0;
  for (const each of await chooseBatches(input, context)) {
    const { cluster, topic_id: topicId } = each.load.stream;
    if (cluster === name.cluster && topicId === name.topic_id) chosen.push(each);
    else if ('load' in input.of) throw anotherTopic(each, name, connection);
    else if (each.records.length > 0) elsewhere += 1;
  }
  return { chosen, elsewhere };
}

function anotherTopic({ load }: ChosenOfLoad, name: TopicName, connection: KafkaConnection): DeskError {
  const servers = connection.bootstrapServers.join(', ');
  const what =
    load.stream.cluster === name.cluster
      ? `The topic ${name.topic} was deleted and made again since load ${load.row.id} was taken from it.`
      : `Load ${load.row.id} was taken from another Kafka cluster than the one at ${servers}.`;
  return new DeskError(
    'SOURCE_CHANGED',
    `${what} Nothing was sent: its messages belong elsewhere. They can still be redriven to bronze.`,
    { load: load.row.id, topic: name.topic, servers: [...connection.bootstrapServers] },
  );
}

type Sent = ToTopic & { readonly operation: string; readonly topic: string; readonly total: number };

/** One operation, batch by batch. */
class Sending {
  readonly sent = new Map<string, SentMessage[]>();
  readonly #context: CallContext;
  readonly #input: Sent;
  readonly #reader: KafkaReader;
  readonly #producer: KafkaProducer;
  #done = 0;

  constructor(context: CallContext, input: Sent, reader: KafkaReader, producer: KafkaProducer) {
    this.#context = context;
    this.#input = input;
    this.#reader = reader;
    this.#producer = producer;
  }

  get operation(): string {
    return this.#input.operation;
  }

  /** Throws KAFKA_UNREACHABLE, KAFKA_REFUSED, CANCELLED: what was not sent for certain is here again then. */
  async send(chosen: ChosenOfLoad): Promise<void> {
    refuseIfCancelled(this.#context);
    const id = chosen.load.row.id;
    const ends = await this.#reader.ends([...new Set(chosen.records.map(({ partition }) => partition))]);
    await handOver(this.#context, chosen, this.#input, ends).catch((error: unknown) => {
      throw this.#explain(error, 0);
    });
    const unsent = new Set(chosen.records.map(({ ordinal }) => ordinal));
    const sent: SentMessage[] = [];
    this.sent.set(id, sent);
    try {
      await this.#context.db.read(async (connection) => {
        for await (const chunk of outgoingOf(this.#context, connection, chosen, this.operation)) {
          refuseIfCancelled(this.#context);
          for (const { ordinal } of chunk) unsent.delete(ordinal);
          sent.push(...(await this.#sendChunk(id, chunk)));
        }
      });
    } catch (error) {
      await takeBack(this.#context, { load: id, topic: this.#input.topic, ordinals: [...unsent] });
      throw this.#explain(error, chosen.records.length - unsent.size - sent.length);
    }
  }

  /** `open`: how many were under way when it happened. */
  #explain(error: unknown, open: number): unknown {
    if (!isDeskError(error)) return error;
    const sent = `${this.#done} of ${this.#input.total} messages were sent before, by operation ${this.operation}`;
    const doubt =
      open === 0
        ? ''
        : `; ${open} more may have been ("redriven" lists them), which the next redrive finds out in the topic`;
    const details = { ...error.details, operation: this.operation, sent: this.#done, may_have_been_sent: open };
    return new DeskError(error.code, `${error.message} ${sent}${doubt}.`, details, { cause: error });
  }

  async #sendChunk(load: string, chunk: readonly Outgoing[]): Promise<SentMessage[]> {
    const { operation, topic, actor, total } = this.#input;
    const offsets = await this.#producer.send(
      topic,
      chunk.map(({ message }) => message),
    );
    const sent = chunk.map(({ ordinal, message }, index) => ({
      ordinal,
      partition: message.partition,
      offset: offsets[index] ?? null,
    }));
    await keepSent(this.#context, { operation, load, topic, actor }, sent);
    this.#done += chunk.length;
    this.#context.report({ phase: 'sending', done: this.#done, total, unit: 'messages' });
    return sent;
  }
}

function refuseIfCancelled({ signal }: CallContext): void {
  if (signal?.aborted !== true) return;
  throw new DeskError('CANCELLED', 'Cancelled. What was sent before is kept as sent; the rest is here as it was.');
}
