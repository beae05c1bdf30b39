/** How Kafka is reached, for every command that does: by options, or by the environment for what a script sets once. */
import { Option, type Command } from 'commander';
import { DeskError } from '../../../contract/errors.ts';
import type { KafkaConnectionInput } from '../../../contract/stream.ts';
import type { Desk } from '../desk.ts';
import { readText } from './suite-file.ts';

export interface KafkaOptions {
  readonly bootstrapServers?: string;
  readonly tls?: boolean;
  readonly tlsCa?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly saslMechanism?: NonNullable<KafkaConnectionInput['sasl']>['mechanism'];
  readonly saslUsername?: string;
  readonly saslPasswordFile?: string;
}

const prefix = 'BRONZE_DESK_KAFKA_';

/** A password is never an option: everybody on the machine could read it. */
export function addKafkaOptions(command: Command): Command {
  return command
    .option('--bootstrap-servers <servers>', `host:port, with commas between (${prefix}BOOTSTRAP_SERVERS)`)
    .option('--tls', `encrypt, and trust the authorities that the system trusts (${prefix}TLS=1)`)
    .option('--tls-ca <file>', `trust this authority instead: PEM (${prefix}TLS_CA)`)
    .option('--tls-cert <file>', `a certificate of our own: PEM (${prefix}TLS_CERT)`)
    .option('--tls-key <file>', `its key: PEM (${prefix}TLS_KEY)`)
    .addOption(
      new Option('--sasl-mechanism <mechanism>', `how to sign in (${prefix}SASL_MECHANISM)`).choices([
        'PLAIN',
        'SCRAM-SHA-256',
        'SCRAM-SHA-512',
      ]),
    )
    .option('--sasl-username <name>', `as whom (${prefix}SASL_USERNAME)`)
    .option('--sasl-password-file <file>', `holds the password (or ${prefix}SASL_PASSWORD)`);
}

export async function readKafkaOptions(desk: Desk, options: KafkaOptions): Promise<KafkaConnectionInput> {
  const setting = (name: string): string | undefined => {
    const value = desk.io.env[`${prefix}${name}`];
    return value === '' ? undefined : value;
  };
  const servers = options.bootstrapServers ?? setting('BOOTSTRAP_SERVERS');
  if (servers === undefined) {
    throw new DeskError('INVALID_INPUT', 'Say where Kafka is: --bootstrap-servers host:9092.');
  }
  const tls = await readTls(desk, options, setting);
  const sasl = await readSasl(desk, options, setting);
  return {
    bootstrap_servers: servers.split(',').map((server) => server.trim()),
    ...(tls === undefined ? {} : { tls }),
    ...(sasl === undefined ? {} : { sasl }),
  };
}

type Setting = (name: string) => string | undefined;

async function readTls(desk: Desk, options: KafkaOptions, setting: Setting): Promise<KafkaConnectionInput['tls']> {
  const files = {
    ca: options.tlsCa ?? setting('TLS_CA'),
    cert: options.tlsCert ?? setting('TLS_CERT'),
    key: options.tlsKey ?? setting('TLS_KEY'),
  };
  const named = Object.entries(files).flatMap(([name, path]) => (path === undefined ? [] : [[name, path] as const]));
  if (named.length === 0 && options.tls !== true && setting('TLS') !== '1') return undefined;
  const read = named.map(async ([name, path]) => [name, await readText(desk.path(path), 'PEM file')] as const);
  return Object.fromEntries(await Promise.all(read));
}

async function readSasl(desk: Desk, options: KafkaOptions, setting: Setting): Promise<KafkaConnectionInput['sasl']> {
  const mechanism = options.saslMechanism ?? knownMechanism(setting('SASL_MECHANISM'));
  const username = options.saslUsername ?? setting('SASL_USERNAME');
  if (mechanism === undefined && username === undefined) return undefined;
  if (mechanism === undefined || username === undefined) {
    throw new DeskError('INVALID_INPUT', 'To sign in to Kafka say both --sasl-mechanism and --sasl-username.');
  }
  const password =
    options.saslPasswordFile === undefined
      ? setting('SASL_PASSWORD')
      : (await readText(desk.path(options.saslPasswordFile), 'password file')).replace(/\r?\n$/, '');
  if (password === undefined) {
    throw new DeskError(
      'INVALID_INPUT',
      `To sign in to Kafka put the password into ${prefix}SASL_PASSWORD, or into a file: --sasl-password-file FILE.`,
    );
  }
  return { mechanism, username, password };
}

function knownMechanism(text: string | undefined): NonNullable<KafkaConnectionInput['sasl']>['mechanism'] | undefined {
  if (text === undefined || text === 'PLAIN' || text === 'SCRAM-SHA-256' || text === 'SCRAM-SHA-512') return text;
  throw new DeskError(
    'INVALID_INPUT',
    `${prefix}SASL_MECHANISM names none that is known: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512.`,
  );
}
