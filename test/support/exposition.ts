/** The engine's metrics read back from the text that is served, by a small reader of our own. */
import type { Caller } from '../../electron/contract/caller.ts';
import type { ExpositionFormat } from '../../electron/contract/metrics.ts';

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Read {
  readonly text: string;
  readonly samples: readonly Sample[];
  /** Announced metrics by name: counter, gauge, histogram. */
  readonly types: ReadonlyMap<string, string>;
  /** The value of the one series with this name and these labels; undefined where there is none. */
  value(name: string, labels?: Readonly<Record<string, string>>): number | undefined;
  /** The series of a metric that are not zero, as `a b: 3`. */
  nonZero(name: string): string[];
}

export async function readExposition(engine: Caller, format: ExpositionFormat = 'prometheus'): Promise<Read> {
  return parseExposition((await engine.call('metrics.read', { format })).text);
}

export function parseExposition(text: string): Read {
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type !== null) types.set(type[1]!, type[2]!);
    if (line === '' || line.startsWith('#')) continue;
    const [, name = '', pairs = '', value = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`This is no line of an exposition: ${line}`);
    const labels = [...pairs.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text] as const);
    samples.push({ name, labels: Object.fromEntries(labels) as Record<string, string>, value: Number(value) });
  }
  const of = (name: string): Sample[] => samples.filter((sample) => sample.name === name);
  return {
    text,
    samples,
    types,
    value: (name, labels = {}) =>
      of(name).find((sample) => Object.entries(labels).every(([key, text]) => sample.labels[key] === text))?.value,
    nonZero: (name) =>
      of(name)
        .filter(({ value }) => value !== 0)
        .map(({ labels, value }) => `${Object.values(labels).join(' ')}: ${value}`)
        .toSorted(),
  };
}
