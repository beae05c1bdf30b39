/** Several files into landing, one after the other, with progress over all their bytes. */
import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DeskError } from '../../contract/errors.ts';
import type { Source } from '../../contract/load.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { expandSources } from './expand-sources.ts';
import { landFile } from './land-file.ts';
import type { LandedFile, ReadingPhase } from './landing-place.ts';
import { planReading, type ReadingPlan } from './plan-reading.ts';
import { sourceChanged } from './source-problems.ts';

export async function planAll(source: Source, context: CallContext): Promise<ReadingPlan[]> {
  const files = await expandSources(source.paths, context);
  const plans = await Promise.all(files.map((file) => planReading(file, source)));
  const examples = new Map([...plans].reverse().map((plan) => [plan.format, basename(plan.file.path)]));
  if (examples.size > 1) {
    const shown = [...examples]
      .reverse()
      .map(([format, name]) => `${format}: ${name}`)
      .join(', ');
    throw new DeskError(
      'INVALID_INPUT',
      `These files are of different formats (${shown}). Load each format on its own.`,
    );
  }
  return plans;
}

export async function landAll(
  connection: Connection,
  plans: readonly ReadingPlan[],
  staging: string,
  context: CallContext,
): Promise<LandedFile[]> {
  const total = plans.reduce((sum, plan) => sum + plan.file.bytes, 0);
  await mkdir(join(staging, 'landing'));
  const landed: LandedFile[] = [];
  let before = 0;
  for (const [file, plan] of plans.entries()) {
    const onBytes = (bytes: number, phase: ReadingPhase): void =>
      context.report({ phase, done: Math.min(before + bytes, total), total, unit: 'bytes' });
    onBytes(0, 'reading');
    landed.push(
      await landFile(connection, plan, {
        staging,
        landing: join(staging, 'landing'),
        file,
        signal: context.signal,
        onBytes,
        onWriting: (records) => context.report({ phase: 'writing', done: records, total: null, unit: 'rows' }),
      }),
    );
    await refuseIfChanged(plan);
    before += plan.file.bytes;
  }
  return landed;
}

async function refuseIfChanged(plan: ReadingPlan): Promise<void> {
  const now = await stat(plan.file.local).catch(() => null);
  if (now?.size !== plan.file.bytes || now.mtimeMs !== plan.file.modifiedMs) throw sourceChanged(plan.file.path);
}
