/** The broker's `server.properties`: one node that is broker and controller at once, on loopback alone. */
import { join } from 'node:path';
import type { Certificates } from './certificates.ts';

export type SaslMechanism = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

export interface BrokerPorts {
  /** What clients are told. */
  readonly client: number;
  /** Without TLS or SASL: the broker to itself, and the test to the broker. */
  readonly internal: number;
  readonly controller: number;
}

export interface BrokerConfig {
  readonly ports: BrokerPorts;
  readonly dataDir: string;
  readonly sasl: SaslMechanism | undefined;
  readonly certificates: Certificates | undefined;
  readonly clientCertificate: 'required' | 'none';
}

export const steward = { username: 'steward', password: 'between two lines' } as const;

export function serverProperties(config: BrokerConfig): string {
  const { ports, certificates, sasl } = config;
  const at = (name: string, port: number) => `${name}://127.0.0.1:${port}`;
  const protocol = `${sasl === undefined ? '' : 'SASL_'}${certificates ? 'SSL' : 'PLAINTEXT'}`;
  const clients = [at('CLIENT', ports.client), at('INTERNAL', ports.internal)];
  return toProperties({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.bootstrap.servers': `127.0.0.1:${ports.controller}`,
    listeners: [...clients, at('CONTROLLER', ports.controller)].join(),
    'advertised.listeners': clients.join(),
    'listener.security.protocol.map': `CLIENT:${protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'inter.broker.listener.name': 'INTERNAL',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': join(config.dataDir, 'logs'),
    'auto.create.topics.enable': false,
    // After a kill, a restarted broker is let in once its earlier self is thought dead.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 2,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    ...(sasl === undefined ? {} : saslProperties(sasl)),
    ...(certificates === undefined ? {} : tlsProperties(certificates, config.clientCertificate)),
  });
}

function saslProperties(mechanism: SaslMechanism): Record<string, string> {
  const listener = `listener.name.client.${mechanism.toLowerCase()}.sasl.jaas.config`;
  const security = 'org.apache.kafka.common.security';
  return {
    'sasl.enabled.mechanisms': mechanism,
    [listener]:
      mechanism === 'PLAIN'
        ? `${security}.plain.PlainLoginModule required user_${steward.username}="${steward.password}";`
        : `${security}.scram.ScramLoginModule required;`,
  };
}

function tlsProperties(certificates: Certificates, clientAuth: string): Record<string, string> {
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': certificates.brokerKeystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': certificates.truststore,
    'ssl.client.auth': clientAuth,
  };
}

function toProperties(settings: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${String(value)}\n`)
    .join('');
}
