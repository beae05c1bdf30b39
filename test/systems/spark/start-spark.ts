/** Spark itself, from PyPI: installed once into the cache, run on this machine's own cores, spoken to as `spark-sql`. */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const sparkVersion = '4.3.0';

const cache = process.env['BRONZE_DESK_SYSTEMS'] ?? join(homedir(), '.cache', 'bronze-desk', 'systems');
const folder = join(cache, `spark-${sparkVersion}`);
const venv = join(folder, 'venv');
/** The programs find Spark by the Python beside them. */
const environment = {
  ...process.env,
  PATH: [join(venv, 'bin'), process.env['PATH']].join(delimiter),
  SPARK_LOCAL_IP: '127.0.0.1',
};
const program = (name: string): string => join(venv, 'bin', name);

/** Why Spark cannot be run here; null when it can. */
export function missingSpark(): string | null {
  const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(java.stderr ?? '')?.[1];
  if (version === undefined || Number(version) < 17) return 'there is no Java 17 runtime';
  const python = spawnSync('python3', ['-c', 'import venv, sys; print(sys.version_info >= (3, 10))'], {
    encoding: 'utf8',
  });
  return python.stdout?.trim() === 'True' ? null : 'there is no Python 3.10 with venv to install pyspark with';
}

/** Where `spark-sql` is, installed on first use. */
export async function installSpark(): Promise<string> {
  if (!existsSync(program('spark-sql'))) {
    await mkdir(folder, { recursive: true });
    const building = join(folder, `building-${process.pid}`);
    await run('python3', ['-m', 'venv', building]);
    await run(join(building, 'bin', 'pip'), ['install', '--no-cache-dir', '--quiet', `pyspark==${sparkVersion}`], {
      maxBuffer: 1 << 26,
    });
    await rename(building, venv).catch(async (error: unknown) => {
      await rm(building, { recursive: true, force: true });
      if (!existsSync(program('spark-sql'))) throw error;
    });
  }
  return program('spark-sql');
}

export const sparkHome = (): string => venv;

const local = [
  '--master',
  'local[2]',
  '--driver-java-options',
  '-Dfile.encoding=UTF-8',
  '--conf',
  'spark.ui.enabled=false',
  '--conf',
  'spark.sql.catalogImplementation=in-memory',
  '--conf',
  'spark.sql.variable.substitute=false',
  '--conf',
  'spark.sql.shuffle.partitions=2',
];

export interface Spark extends AsyncDisposable {
  /** The rows of one statement, a text each, tabs between the columns. Rejects when Spark refuses it. */
  sql(statement: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** A `spark-sql` that stays open, for many small statements. Each is answered by its own end mark. */
export async function startSpark(): Promise<Spark> {
  const child = spawn(await installSpark(), [...local, '--conf', 'spark.sql.cli.print.header=false'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: environment,
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-20_000)));
  const lines = createInterface({ input: child.stdout, crlfDelay: Infinity });
  let waiting: { rows: string[]; mark: string; done: () => void } | undefined;
  let count = 0;
  lines.on('line', (line) => {
    const row = line.replace(/^(?:spark-sql[^>]*> |\s+> )+/, '');
    if (waiting === undefined || row.startsWith('spark-sql')) return;
    if (row === waiting.mark) waiting.done();
    else waiting.rows.push(row);
  });
  const sql = async (statement: string): Promise<string[]> => {
    count += 1;
    const mark = `end-of-statement-${count}`;
    const before = errors.length;
    const rows: string[] = [];
    await new Promise<void>((resolve, reject) => {
      waiting = { rows, mark, done: resolve };
      child.once('exit', () => reject(new Error(`spark-sql ended: ${errors.slice(-2_000)}`)));
      child.stdin.write(`${statement.replaceAll('\n', ' ')};\nSELECT '${mark}';\n`);
    });
    const fault = /\[[A-Z_.]+\][^\n]*/.exec(errors.slice(before));
    if (fault !== null) throw new Error(fault[0]);
    return rows;
  };
  const stop = (): Promise<void> => ended(child, () => child.stdin.end('quit;\n'));
  await sql('SELECT 1');
  return { sql, stop, [Symbol.asyncDispose]: stop };
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(timer);
}

export interface SparkCluster extends AsyncDisposable {
  /** `spark://127.0.0.1:…` */
  readonly master: string;
  stop(): Promise<void>;
}

/** A standalone master with one worker of two cores, each a process of its own. */
export async function startCluster(): Promise<SparkCluster> {
  await installSpark();
  const port = await freePort();
  const master = `spark://127.0.0.1:${port}`;
  const env = { ...environment, SPARK_NO_DAEMONIZE: '1' };
  const start = (args: readonly string[], ready: RegExp): Promise<ChildProcess> =>
    new Promise((resolve, reject) => {
      const child = spawn(program('spark-class'), args, { env, stdio: ['ignore', 'pipe', 'pipe'], cwd: folder });
      let said = '';
      const listen = (text: string): void => {
        said += text;
        if (ready.test(said)) resolve(child);
      };
      child.stdout.setEncoding('utf8').on('data', listen);
      child.stderr.setEncoding('utf8').on('data', listen);
      child.once('exit', () => reject(new Error(`spark-class ended: ${said.slice(-2_000)}`)));
    });
  const deploy = 'org.apache.spark.deploy';
  const boss = await start(
    [`${deploy}.master.Master`, '--host', '127.0.0.1', '--port', String(port), '--webui-port', '0'],
    /I have been elected leader/,
  );
  const worker = await start(
    [`${deploy}.worker.Worker`, '--cores', '2', '--memory', '2g', '--host', '127.0.0.1', '--webui-port', '0', master],
    /Successfully registered with master/,
  );
  const stop = async (): Promise<void> => {
    for (const child of [worker, boss]) await ended(child, () => child.kill('SIGTERM'));
  };
  return { master, stop, [Symbol.asyncDispose]: stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
