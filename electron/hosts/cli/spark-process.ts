/**
 * Runs a plan's script with the `spark-sql` of whoever owns the cluster, and reads its marks. What Spark says on stderr
 * goes to a file in the plan's folder and nowhere else: its errors may quote values.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { DeskError } from '../../contract/errors.ts';

export interface SparkRun {
  readonly program: string;
  readonly master: string;
  /** `key=value`, as spark-submit's `--conf` takes it. */
  readonly conf: readonly string[];
  readonly folder: string;
  readonly script: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** `2/5 checking` */
  readonly onStep: (done: number, total: number, step: string) => void;
}

export const logPath = (folder: string): string => join(folder, 'spark.log');

/** `spark-sql`, of the home that was named, of SPARK_HOME, or on the PATH. Throws NOT_FOUND. */
export function findSparkSql(home: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  const homes = [home ?? env['SPARK_HOME']].filter((one) => one !== undefined).map((one) => join(one, 'bin'));
  const folders = home === undefined ? [...homes, ...(env['PATH'] ?? '').split(delimiter)] : homes;
  const name = process.platform === 'win32' ? 'spark-sql.cmd' : 'spark-sql';
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new DeskError(
    'NOT_FOUND',
    'There is no spark-sql here. Name the folder of a Spark 4 with --spark-home, or run the script where Spark is: spark-sql -f run.sql.',
  );
}

/** The text behind the summary's mark. Throws INTERNAL when Spark fails, with our own sentence where the script stopped it. */
export async function runScript(run: SparkRun, marks: { step: string; summary: string }): Promise<string> {
  const log = await open(logPath(run.folder), 'w', 0o600);
  let said = '';
  let summary: string | undefined;
  try {
    const child = spawn(run.program, argumentsOf(run), {
      cwd: run.folder,
      env: environmentOf(run),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): void => void child.kill('SIGTERM');
    run.signal.addEventListener('abort', stop, { once: true });
    // One that fired before has no event left to send.
    if (run.signal.aborted) stop();
    const written: Promise<unknown>[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-100_000);
      written.push(log.write(text));
    });
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', (line) => {
      const [mark, rest = ''] = splitOnce(line);
      if (mark === marks.summary) summary = rest;
      const step = /^(\d+)\/(\d+) (.*)$/.exec(rest);
      if (mark === marks.step && step !== null) run.onStep(Number(step[1]) - 1, Number(step[2]), step[3] ?? '');
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    run.signal.removeEventListener('abort', stop);
    await Promise.all(written);
    if (run.signal.aborted) throw interrupted();
    if (code === 0 && summary !== undefined) return summary;
    throw failed(said, logPath(run.folder));
  } finally {
    await log.close();
  }
}

function argumentsOf({ master, conf, script }: SparkRun): string[] {
  const settings = ['spark.sql.catalogImplementation=in-memory', 'spark.sql.variable.substitute=false', ...conf];
  return [
    ...['--master', master, '--driver-java-options', '-Dfile.encoding=UTF-8'],
    ...settings.flatMap((setting) => ['--conf', setting]),
    ...['-f', script],
  ];
}

/** Of a Spark out of PyPI the programs find their home by the Python that stands beside them. */
function environmentOf({ program, env }: SparkRun): Record<string, string | undefined> {
  const bin = dirname(program);
  const { SPARK_HOME: home, ...rest } = env;
  const same = home !== undefined && join(home, 'bin') === bin;
  return { ...rest, ...(same ? { SPARK_HOME: home } : {}), PATH: [bin, env['PATH']].join(delimiter) };
}

function splitOnce(line: string): [string, string?] {
  const at = line.indexOf('\t');
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)];
}

function interrupted(): DeskError {
  return new DeskError(
    'CANCELLED',
    'Interrupted. What Spark had finished before stands; remove its folders before you run a new plan.',
  );
}

/** Only sentences of the script's own are passed on. */
function failed(said: string, log: string): DeskError {
  const own = /\[USER_RAISED_EXCEPTION\] ([^\n]*?Nothing was published\.)/.exec(said)?.[1];
  if (own !== undefined) return new DeskError('COULD_NOT_RUN', own, { log });
  if (
    said.includes('LOCATION_ALREADY_EXISTS') ||
    said.includes('CREATE-TABLE-AS-SELECT cannot create table with location')
  ) {
    return new DeskError(
      'CONFLICT',
      'Something stands already where this plan writes its publish: it has been run before, wholly or in part, and nothing was changed. If that run ended, commit it; if not, remove what it wrote. To publish again, plan again.',
      { log },
    );
  }
  return new DeskError(
    'INTERNAL',
    `Spark failed. What it said is in ${log}; it may quote values, so mind who reads it.`,
    {
      log,
    },
  );
}
