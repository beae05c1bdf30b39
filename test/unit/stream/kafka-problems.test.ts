import { AuthenticationError, NetworkError, ProtocolError, UnsupportedCompressionError } from '@platformatic/kafka';
import { expect, it } from 'vitest';
import { asProblem, lastingProblem, whyUnreachable } from '../../../electron/engine/stream/kafka/kafka-problems.ts';

const connection = { bootstrapServers: ['kafka.example:9092'], clientId: 'test' };
const refusedConnection = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });

it('waits for a broker that refuses the connection, and names it and the reason', () => {
  const error = new NetworkError('failed', { cause: refusedConnection });
  expect(lastingProblem(error, connection)).toBeUndefined();
  expect(whyUnreachable(error, connection)).toBe('Kafka at kafka.example:9092 does not answer (ECONNREFUSED).');
});

it('does not take a connection that broke during the handshake for a wrong mechanism', () => {
  const cause = new NetworkError('Connection closed');
  expect(lastingProblem(new AuthenticationError('no mechanism', { cause }), connection)).toBeUndefined();
});

it.each([
  [new ProtocolError('SASL_AUTHENTICATION_FAILED'), 'KAFKA_REFUSED'],
  [new ProtocolError('TOPIC_AUTHORIZATION_FAILED'), 'KAFKA_REFUSED'],
  [new ProtocolError('UNKNOWN_TOPIC_OR_PARTITION'), 'NOT_FOUND'],
  [new UnsupportedCompressionError('zstd'), 'SOURCE_UNREADABLE'],
  [new RangeError('beyond the buffer'), 'SOURCE_UNREADABLE'],
  [Object.assign(new Error('tls'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'KAFKA_REFUSED'],
] as const)('knows what waiting does not mend: %s', (error, code) => {
  const nested = new AggregateError([new AggregateError([error])]);
  expect(lastingProblem(nested, connection, 'notes')?.code).toBe(code);
});

it('passes on the codes and none of the words or contents', () => {
  const response = { records: ['patient text'] };
  const error = new NetworkError('patient text', { cause: refusedConnection, response });
  const problem = asProblem(error, connection, 'notes');
  expect(problem.cause).toBeUndefined();
  expect(JSON.stringify(problem.toFailure())).not.toContain('patient');
  expect(problem.details).toMatchObject({ reasons: ['PLT_KFK_NETWORK', 'ECONNREFUSED'] });
});
