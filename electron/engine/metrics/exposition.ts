/** The metrics as Prometheus reads them, in its own text format or in OpenMetrics. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Exposition, ExpositionFormat } from '../../contract/metrics.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';

/** Of the process, whatever engines it has. Made at the first reading: who never asks does not pay for the observers. */
let ofProcess: Registry | undefined;

function processMetrics(): Registry {
  if (ofProcess === undefined) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}

export async function readMetrics(
  { format }: ParsedInput<'metrics.read'>,
  { metrics, db, workspace, tasks }: CallContext,
): Promise<Exposition> {
  const running = new Map<string, number>();
  for (const { method, state } of tasks.list()) {
    if (state === 'running') running.set(method, (running.get(method) ?? 0) + 1);
  }
  metrics.tasksRunning(running);
  await metrics.store.refresh(db, workspace);
  const text = await Registry.merge([metrics.registry, processMetrics()]).metrics();
  return { content_type: contentTypes[format], text: format === 'openmetrics' ? toOpenMetrics(text) : text };
}

const contentTypes: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: Registry.PROMETHEUS_CONTENT_TYPE,
  openmetrics: Registry.OPENMETRICS_CONTENT_TYPE,
};

/**
 * prom-client's own way to OpenMetrics renames its counters for good, so that the next reading in the other format has
 * them wrong. The formats differ, for what we serve, in how a counter is announced, in blank lines and in the end.
 */
export function toOpenMetrics(text: string): string {
  const counters = new Set([...text.matchAll(/^# TYPE (\w+)_total counter$/gm)].map(([, name]) => name));
  const lines = text.split('\n').filter((line) => line !== '');
  const announced = lines.map((line) =>
    line.replace(/^# (HELP|TYPE) (\w+)_total\b/, (same, word: string, name: string) =>
      counters.has(name) ? `# ${word} ${name}` : same,
    ),
  );
  return `${announced.join('\n')}\n# EOF\n`;
}
