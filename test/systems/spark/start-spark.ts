/** Spark itself, from PyPI: installed once into the cache, run on this machine's own cores, spoken to as `spark-sql`. */
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../support/free-port.ts';
import { notToBeFetched, systemFolder } from '../cache.ts';

const run = promisify(execFile);

export const sparkVersion = '4.3.0';

const folder = systemFolder(`spark-${sparkVersion}`);
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
  const version = /version "(\d+)/.exec(java.stderr)?.[1];
  if (version === undefined || Number(version) < 17) return 'there is no Java 17 runtime';
  if (existsSync(program('spark-sql'))) return null;
  const kept = notToBeFetched('Spark');
  if (kept !== null) return kept;
  const python = spawnSync('python3', ['-c', 'import venv, sys; print(sys.version_info >= (3, 10))'], {
    encoding: 'utf8',
  });
  return python.stdout.trim() === 'True' ? null : 'there is no Python 3.10 with venv to install pyspark with';
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

/** The rows of each statement, a text each, with tabs between the columns. All of them in one `spark-sql`, read from a file. */
export async function askSpark(statements: readonly string[]): Promise<string[][]> {
  const place = await mkdtemp(join(tmpdir(), 'bronze-desk-spark-'));
  const script = join(place, 'ask.sql');
  const mark = 'end-of-statement';
  try {
    await writeFile(script, statements.map((text) => `${text};\nSELECT '${mark}';\n`).join(''));
    const { stdout } = await run(await installSpark(), [...local, '-f', script], {
      cwd: place,
      env: environment,
      maxBuffer: 1 << 28,
    });
    return stdout
      .split(`${mark}\n`)
      .slice(0, statements.length)
      .map((rows) => rows.split('\n').slice(0, -1));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function ended(child: ChildProcess, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  end();
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(timer);
}

export interface Spark extends AsyncDisposable {
  /** `spark://127.0.0.1:…` */
  readonly master: string;
  stop(): Promise<void>;
}

/** A standalone master with one worker of two cores, each a process of its own. */
export async function startSpark(): Promise<Spark> {
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
