import { expect, it } from 'vitest';
import { useDesk } from '../../support/use-desk.ts';
import { notNull, suite } from '../../support/suites.ts';

const shared = useDesk();

it.each([
  ['one file', ['ingest_date']],
  ['a file for every row', ['ingest_date', 'id']],
])('the size of a publish is told within a factor of three: %s', async (_, partitionBy) => {
  const { desk, loadAgain } = shared();
  const lines = Array.from(
    { length: 300 },
    (_, row) => `${row},note ${row} of a ward that writes much the same each day`,
  );
  const { load } = await loadAgain('estimate.csv', ['id,note', ...lines, ''].join('\n'));
  await desk.check(load.id, suite(notNull('id')));
  const input = {
    load: load.id,
    target: `${desk.files}/${partitionBy.length}`,
    partition_by: partitionBy,
    actor: 'Ada',
  };
  const { estimated_bytes: told } = await desk.engine.call('publish.plan', input);
  const { publish } = await desk.engine.call('publish.run', input);
  const { manifest } = await desk.engine.call('publish.manifest', {
    publish:
      (await desk.engine.call('publish.list', { load: load.id })).find(({ path }) => path === publish.path)?.id ?? '',
  });
  expect(manifest.counts.files).toBe(partitionBy.length === 1 ? 1 : 300);
  expect((told ?? 0) / manifest.counts.bytes).toBeGreaterThan(1 / 3);
  expect((told ?? 0) / manifest.counts.bytes).toBeLessThan(3);
});
