/** A real Kafka broker for tests, on loopback and free ports, that can be stopped, killed and started again on its data. */
import { Admin, ListOffsetTimestamps } from '@platformatic/kafka';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../support/free-port.ts';
import { serverProperties, steward, type BrokerPorts, type SaslMechanism } from './broker-config.ts';
import { makeCertificates, type Certificates } from './certificates.ts';
import { installKafka, kafkaClasspath } from './install-kafka.ts';

export { missingKafka } from './install-kafka.ts';

export interface KafkaOptions {
  readonly sasl?: SaslMechanism;
  /** `mutual` asks the client for a certificate too. */
  readonly tls?: true | 'mutual';
  /** Kept after `stop()` when given; a temporary folder otherwise. */
  readonly dataDir?: string;
  /** The port clients connect to; a free one otherwise. */
  readonly port?: number;
}

export interface KafkaBroker extends AsyncDisposable {
  readonly bootstrapServers: readonly [string];
  /** The same broker without TLS and SASL. */
  readonly internalServers: readonly [string];
  readonly certificates: Certificates | undefined;
  /** The one user, when SASL is on. */
  readonly credentials: typeof steward;
  /** `configs` are the topic's own settings, for example `cleanup.policy`. */
  createTopic(name: string, partitions: number, configs?: Readonly<Record<string, string>>): Promise<void>;
  deleteTopic(name: string): Promise<void>;
  /** The offset after the last message, by partition. */
  endOffsets(topic: string): Promise<ReadonlyMap<number, bigint>>;
  /** How many members a consumer group has, as the broker knows. */
  membersOf(group: string): Promise<number>;
  /** SIGKILL: the data stays, and `restart()` brings the broker back on the same port. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const startWithin = 120_000;
const stopWithin = 30_000;

export async function startKafka(options: KafkaOptions = {}): Promise<KafkaBroker> {
  await installKafka();
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'bronze-desk-kafka-')));
  await mkdir(dataDir, { recursive: true });
  const [client, internal, controller] = await Promise.all([options.port ?? freePort(), freePort(), freePort()]);
  const ports = await keptPorts(dataDir, { client, internal, controller });
  const certificates = options.tls === undefined ? undefined : makeCertificates(dataDir);
  const properties = join(dataDir, 'server.properties');
  await writeFile(
    properties,
    serverProperties({
      ports,
      dataDir,
      sasl: options.sasl,
      certificates,
      clientCertificate: options.tls === 'mutual' ? 'required' : 'none',
    }),
  );
  formatStorage(properties, options.sasl);

  let broker = await launch(properties, dataDir);
  const internalServers = [`127.0.0.1:${ports.internal}`] as const;
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (broker.exitCode !== null || broker.signalCode !== null) return;
    const gone = once(broker, 'exit', { signal: AbortSignal.timeout(stopWithin) });
    broker.kill(signal);
    await gone.catch(() => broker.kill('SIGKILL'));
  };
  const stop = async () => {
    await end('SIGTERM');
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  return {
    bootstrapServers: [`127.0.0.1:${ports.client}`],
    internalServers,
    certificates,
    credentials: steward,
    createTopic: (name, partitions, configs = {}) =>
      withAdmin(internalServers, async (admin) => {
        await admin.createTopics({
          topics: [name],
          partitions,
          replicas: 1,
          configs: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
        });
      }),
    deleteTopic: (name) => withAdmin(internalServers, (admin) => admin.deleteTopics({ topics: [name] })),
    endOffsets: (topic) => withAdmin(internalServers, (admin) => endOffsets(admin, topic)),
    membersOf: (group) =>
      withAdmin(
        internalServers,
        async (admin) => (await admin.describeGroups({ groups: [group] })).get(group)?.members.size ?? 0,
      ),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      broker = await launch(properties, dataDir);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function withAdmin<T>(bootstrapBrokers: readonly string[], work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin({ clientId: 'test-systems', bootstrapBrokers: [...bootstrapBrokers] });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

async function endOffsets(admin: Admin, topic: string): Promise<ReadonlyMap<number, bigint>> {
  const count = (await admin.metadata({ topics: [topic] })).topics.get(topic)?.partitionsCount ?? 0;
  const partitions = Array.from({ length: count }, (_, partitionIndex) => ({
    partitionIndex,
    timestamp: ListOffsetTimestamps.LATEST,
  }));
  const [listed] = await admin.listOffsets({ topics: [{ name: topic, partitions }] });
  return new Map(listed?.partitions.map((each) => [each.partitionIndex, each.offset]));
}

/** A broker's storage remembers its controller's port, so data that exists keeps the ports it began with. */
async function keptPorts(dataDir: string, fresh: BrokerPorts): Promise<BrokerPorts> {
  const file = join(dataDir, 'ports.json');
  if (existsSync(file)) return JSON.parse(await readFile(file, 'utf8')) as BrokerPorts;
  await writeFile(file, JSON.stringify(fresh));
  return fresh;
}

function formatStorage(properties: string, sasl: SaslMechanism | undefined): void {
  const user = `${sasl ?? ''}=[name=${steward.username},password=${steward.password}]`;
  const scram = sasl?.startsWith('SCRAM') === true ? ['--add-scram', user] : [];
  const id = ['--cluster-id', 'bronze-desk-tests-0000'];
  const args = [
    'kafka.tools.StorageTool',
    'format',
    ...id,
    '--config',
    properties,
    '--standalone',
    '--ignore-formatted',
  ];
  const format = spawnSync('java', [...javaOptions, '-cp', kafkaClasspath(), ...args, ...scram], { encoding: 'utf8' });
  if (format.status !== 0) throw new Error(`Kafka's storage was not formatted:\n${format.stdout}${format.stderr}`);
}

const javaOptions = ['-Xshare:auto', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** Resolves when the broker says that it serves; its log is `server.log` in its data folder. */
async function launch(properties: string, dataDir: string): Promise<ChildProcess> {
  const args = ['-Xmx768m', '-XX:+UseSerialGC', '-cp', kafkaClasspath(), 'kafka.Kafka', properties];
  const broker = spawn('java', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  // A test run that dies takes its broker with it.
  const reap = () => broker.kill('SIGKILL');
  process.once('exit', reap);
  broker.once('exit', () => process.off('exit', reap));
  const log = createWriteStream(join(dataDir, 'server.log'), { flags: 'a' });
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(late);
      broker.kill('SIGKILL');
      reject(new Error(`Kafka ${why}; the end of its log:\n${lines.slice(-40).join('\n')}`));
    };
    const late = setTimeout(() => fail(`did not start within ${startWithin / 1000} s`), startWithin);
    broker.once('exit', () => fail('ended while it started'));
    createInterface({ input: broker.stderr }).on('line', (line) => {
      log.write(`${line}\n`);
      lines.push(line);
      if (lines.length > 200) lines.shift();
      if (!line.includes('Kafka Server started')) return;
      clearTimeout(late);
      resolve();
    });
  });
  return broker;
}
