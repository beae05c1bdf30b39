/** What a reviewer waits for when every row of a load is in quarantine: windows of the grid, and edits. */
import type { Engine } from '../../electron/engine/engine.ts';
import type { Input } from '../../electron/contract/methods.ts';
import { SeededRandom } from '../fixtures/seeded-random.mjs';
import { actor, openEngine } from './open-engine.ts';
import { spread, type Spread } from './percentiles.ts';

export type Timed = Spread & { readonly name: string };

const WINDOWS = 200;
const WINDOW_ROWS = 100;
const EDITS = 100;

type WindowInput = Input<'quarantine.window'>;

export async function reviewAtScale(folder: string, source: string): Promise<{ windows: Timed[]; corrections: Timed }> {
  const { engine } = await openEngine(folder, source);
  try {
    const { load } = await engine.call('load.start', { source: { paths: [source] }, actor });
    await engine.call('check.run', { load: load.id, actor });
    const windows = await timeWindows(engine, load.id);
    return { windows, corrections: await timeEdits(engine, load.id) };
  } finally {
    await engine.close();
  }
}

async function timeWindows(engine: Engine, load: string): Promise<Timed[]> {
  const variants = windowVariants(load);
  const random = new SeededRandom(7);
  const totals = new Map<string, number>();
  for (const [name, input] of variants) {
    const { total } = await engine.call('quarantine.window', { ...input, limit: 1 });
    if (total === 0) throw new Error(`no row for the window "${name}"`);
    totals.set(name, total);
  }
  const times = new Map<string, number[]>(variants.map(([name]) => [name, []]));
  for (let i = 0; i < WINDOWS; i += 1) {
    const [name, input] = variants[i % variants.length]!;
    const offset = random.below(Math.max(1, totals.get(name)! - WINDOW_ROWS));
    const began = performance.now();
    await engine.call('quarantine.window', { ...input, offset, limit: WINDOW_ROWS });
    times.get(name)!.push(performance.now() - began);
  }
  const all = { name: 'all', ...spread([...times.values()].flat()) };
  return [all, ...[...times].map(([name, list]) => ({ name, ...spread(list) }))];
}

function windowVariants(load: string): [name: string, input: WindowInput][] {
  const specialty = { column: 'medical_specialty', operator: '=', value: ' Cardiovascular / Pulmonary' } as const;
  return [
    ['as loaded', { filter: { load } }],
    ['sorted by one column', { filter: { load }, sort: [{ column: 'sample_name', direction: 'asc' }] }],
    ['one value', { filter: { load, where: [specialty] } }],
    [
      'one value, sorted',
      { filter: { load, where: [specialty] }, sort: [{ column: 'description', direction: 'desc' }] },
    ],
    [
      'as the grid asks, sorted',
      {
        filter: { load },
        sort: [{ column: 'sample_name', direction: 'asc' }],
        columns: ['medical_specialty', 'sample_name', 'description', 'transcription'],
        characters: 300,
      },
    ],
    ['one state', { filter: { load, states: ['quarantined'] } }],
  ];
}

async function timeEdits(engine: Engine, load: string): Promise<Timed> {
  const { rows } = await engine.call('quarantine.window', { filter: { load }, offset: 500, limit: EDITS });
  const times: number[] = [];
  for (const { record_id, version } of rows) {
    const began = performance.now();
    await engine.call('review.correct', {
      selection: { load, record_ids: [record_id] },
      set: { medical_specialty: ' Surgery' },
      expected_version: version,
      actor,
      reason: 'timing an edit',
    });
    times.push(performance.now() - began);
  }
  return { name: 'edit and check again', ...spread(times) };
}
