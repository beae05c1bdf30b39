import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Input } from '../../../electron/contract/methods.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { literally, query } from '../../support/parquet.ts';
import { message, ScriptedKafka } from './scripted-kafka.ts';

const settings = {
  bootstrap_servers: ['127.0.0.1:9092'],
  topic: 'dictations',
  until: 'caught up' as const,
  actor,
} satisfies Partial<Input<'stream.consume'>>;

it('takes a topic in: checked, with its rejects, published, each batch a load', async () => {
  const kafka = new ScriptedKafka();
  const desk = await openDesk({ kafka });
  kafka.add(
    message(0, 0, '{"transcription":"one","medical_specialty":"Surgery","n":1.10}'),
    message(0, 1, '{"transcription":"two","medical_specialty":"Surgery 2","n":2}'),
    message(1, 5, 'no json'),
    message(1, 7, null),
    message(1, 8, '{"transcription":"three","medical_specialty":null,"late":"x"}'),
  );
  const status = await desk.engine.call('stream.consume', { ...settings, target: desk.target });
  expect(status).toMatchObject({ state: 'stopped', batches: 1, messages: 5, rejects: 2, quarantined: 4 });
  const [load] = await desk.engine.call('load.list', {});
  expect(load).toMatchObject({ records: 3, rejects: 2, clean: 1, quarantined: 4 });
  const [file = ''] = readdirSync(desk.target).filter((name) => name.endsWith('.parquet'));
  expect(file).toMatch(/^stream_batch_\d{8}T\d{9}Z_p0-0-1_p1-5-8_\w{5}\.parquet$/);
  const rows = await query(`SELECT * FROM read_parquet(${literally(join(desk.target, file))})`);
  console.log(rows);
  console.log(readFileSync(join(desk.target, '_manifests', file.replace('.parquet', '.json')), 'utf8'));
  console.log(await desk.engine.call('quarantine.window', { filter: { load: load!.id } }));
  console.log(await desk.engine.call('quarantine.rejects', { load: load!.id }));
  console.log(await desk.engine.call('record.get', { record_id: `${load!.id}:2` }));
  console.log(await desk.engine.call('load.get', { load: load!.id }));
  await desk.engine.call('review.correct', { load: load!.id, edits: [] } as never).catch((e) => console.log(e));
  console.log(await desk.engine.call('publish.run', { load: load!.id, target: desk.target, actor, partition_by: [] }));
  console.log(await desk.engine.call('audit.verify', {}));
});
