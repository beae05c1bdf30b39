import { describe, expect, it } from 'vitest';
import { isDeskError } from '../../../electron/contract/errors.ts';
import type { KafkaConnection } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { platformaticClient } from '../../../electron/engine/stream/kafka/platformatic-client.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { author } from '../../support/review.ts';
import { numbered, send } from './send.ts';
import { missingKafka, startKafka } from './start-kafka.ts';
import { consume } from './use-consumer.ts';

const missing = missingKafka();
const secret = 'a password nobody set';

describe.skipIf(missing !== null)(`TLS and SASL${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  it.each([
    { sasl: 'PLAIN', tls: undefined },
    { sasl: 'PLAIN', tls: true },
    { sasl: 'SCRAM-SHA-256', tls: undefined },
    { sasl: 'SCRAM-SHA-512', tls: true },
  ] as const)('reads by $sasl (TLS: $tls), and is told when the password is wrong', async ({ sasl, tls }) => {
    await using broker = await startKafka({ sasl, ...(tls === undefined ? {} : { tls }) });
    await broker.createTopic('guarded', 1);
    await send(broker, 'guarded', numbered(10, 1));
    const secure = broker.certificates === undefined ? {} : { tls: { ca: broker.certificates.ca } };
    {
      const credentials = { mechanism: sasl, ...broker.credentials };
      await using watched = await consume(broker, { topic: 'guarded', ...secure, sasl: credentials });
      expect(await watched.takeAll(10)).toHaveLength(10);
    }
    const wrong = { mechanism: sasl, username: broker.credentials.username, password: secret };
    await using refused = await consume(broker, { topic: 'guarded', ...secure, sasl: wrong });
    await expectRefusal(refused.consumer.take(1, 30_000));
    await expectRefusal(topicAt(broker.bootstrapServers, { ...secure, sasl: wrong }));
    const other = sasl === 'PLAIN' ? 'SCRAM-SHA-512' : 'PLAIN';
    const unknown = { mechanism: other, ...broker.credentials } as const;
    await expectRefusal(topicAt(broker.bootstrapServers, { ...secure, sasl: unknown }));
  });

  it.each([
    { sasl: 'SCRAM-SHA-512', tls: true },
    { sasl: 'PLAIN', tls: undefined },
  ] as const)('takes in, and sends back, by $sasl (TLS: $tls)', async ({ sasl, tls }) => {
    await using broker = await startKafka({ sasl, ...(tls === undefined ? {} : { tls }) });
    await broker.createTopic('guarded', 1);
    const unfit = JSON.stringify({ transcription: 'x', medical_specialty: 'Surgery 2' });
    await send(broker, 'guarded', [{ partition: 0, key: null, value: Buffer.from(unfit), headers: [] }]);
    const secure = broker.certificates === undefined ? {} : { tls: { ca: broker.certificates.ca } };
    const connection = {
      bootstrap_servers: [...broker.bootstrapServers],
      ...secure,
      sasl: { mechanism: sasl, ...broker.credentials },
    };
    const { engine, target } = await openDesk();
    const consume = { ...connection, topic: 'guarded', target, actor, until: 'caught up' } as const;
    expect(await engine.call('stream.consume', consume)).toMatchObject({ quarantined: 1 });
    const [load] = await engine.call('load.list', {});
    await engine.call('review.correct', {
      selection: { load: load?.id ?? '', states: ['quarantined'] },
      set: { medical_specialty: 'Surgery' },
      ...author,
    });
    const of = { topic: 'guarded' };
    const wrong = { ...connection, sasl: { ...connection.sasl, password: secret } };
    await expectRefusal(engine.call('stream.redrive', { of, to: 'topic', connection: wrong, ...author }));
    const sent = await engine.call('stream.redrive', { of, to: 'topic', connection, ...author });
    expect(sent).toMatchObject({ records: 1, partitions: [{ partition: 0, first_offset: 1 }] });
    expect(await broker.endOffsets('guarded')).toEqual(new Map([[0, 2n]]));
    expect(await engine.call('stream.consume', consume)).toMatchObject({ records: 1, quarantined: 0 });
  });

  it('shows its own certificate where the broker asks for one, and trusts no other authority', async () => {
    await using broker = await startKafka({ tls: 'mutual' });
    await broker.createTopic('mutual', 1);
    await send(broker, 'mutual', numbered(3, 1));
    const { ca, cert, key } = broker.certificates!;
    await using watched = await consume(broker, { topic: 'mutual', tls: { ca, cert, key } });
    expect(await watched.takeAll(3)).toHaveLength(3);
    await expectRefusal(topicAt(broker.bootstrapServers, { tls: {} }));
    await expectRefusal(topicAt(broker.bootstrapServers, { tls: { ca } }));
  });

  it('says which topic is not there', async () => {
    await using broker = await startKafka();
    await using watched = await consume(broker, { topic: 'nowhere' });
    await expect(watched.consumer.take(1, 30_000)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(topicAt(broker.bootstrapServers, {}, 'nowhere')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await broker.createTopic('there', 3);
    const described = await topicAt(broker.bootstrapServers, {}, 'there');
    expect(described).toMatchObject({ clusterId: 'bronze-desk-tests-0000', partitions: [0, 1, 2] });
  });

  it('says that nobody answers', async () => {
    const nobody = topicAt(['127.0.0.1:1'], {});
    await expect(nobody).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
  });
});

function topicAt(servers: readonly string[], more: Partial<KafkaConnection>, topic = 'guarded') {
  return platformaticClient.describeTopic({ bootstrapServers: servers, clientId: 'test', ...more }, topic);
}

async function expectRefusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'KAFKA_REFUSED' });
  if (!isDeskError(error)) return;
  expect(JSON.stringify(error.toFailure())).not.toContain(secret);
  expect(error.cause).toBeUndefined();
}
