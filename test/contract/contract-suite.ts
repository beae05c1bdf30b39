/** What every carrier owes a caller. Each carrier runs all of it against the real engine. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { DeskEvent } from '../../electron/contract/events.ts';
import { methods, type Input, type Method } from '../../electron/contract/methods.ts';
import type { Progress } from '../../electron/contract/words.ts';
import type { Carried } from './carriers.ts';
import { smallFailing, smallRecords, writeLarge, writeSmall } from './sources.ts';

const actor = 'contract suite';

export function contractSuite(name: string, makeCaller: () => Promise<Carried>, { breaks }: { breaks: boolean }): void {
  describe(`the contract, ${name}`, () => {
    let carried: Carried;
    let close: (() => Promise<void>) | undefined;
    beforeEach(async () => {
      carried = await makeCaller();
      close = carried.close;
    });
    afterEach(async () => {
      await close?.();
      close = undefined;
    });

    const start = async (path: string) => await carried.caller.call('load.start', { source: { paths: [path] }, actor });
    const loadSmall = async () => await start(await writeSmall(carried.folder));

    describe('a call', () => {
      it('is answered with its result', async () => {
        const { load, receipt } = await loadSmall();
        expect(load.records).toBe(smallRecords);
        expect(receipt.balanced).toBe(true);
        const list = await carried.caller.call('load.list', {});
        expect(list.map((one) => one.id)).toEqual([load.id]);
      });

      it('may leave out what has a default', async () => {
        const { load } = await loadSmall();
        await carried.caller.call('check.run', { load: load.id, actor });
        const window = await carried.caller.call('quarantine.window', { filter: { load: load.id } });
        expect(window).toMatchObject({ total: smallFailing });
        expect(window.rows).toHaveLength(smallFailing);
      });

      it('with an input the schema refuses rejects with INVALID_INPUT and names the field', async () => {
        const call = carried.caller.call('load.start', { source: { paths: [] }, actor });
        await expect(call).rejects.toMatchObject({
          name: 'DeskError',
          code: 'INVALID_INPUT',
          message: expect.stringContaining('source.paths') as string,
        });
      });

      it.each(['load.destroy', 'constructor', '__proto__', ''])(
        'of the unknown method %j is refused',
        async (method) => {
          const call = carried.caller.call(method as 'load.list', {});
          await expect(call).rejects.toMatchObject({ name: 'DeskError', code: 'INVALID_INPUT' });
        },
      );

      it('that fails keeps its code, its words and its details', async () => {
        const text = JSON.stringify({
          expectation_suite_name: 's',
          expectations: [{ expectation_type: 'expect_magic', kwargs: {} }],
        });
        const error: unknown = await carried.caller.call('suite.parse', { text }).catch((reason: unknown) => reason);
        expect(error).toMatchObject({ name: 'DeskError', code: 'SUITE_INVALID' });
        expect(error).toHaveProperty('message', expect.stringContaining('expect_magic'));
        expect(error).toHaveProperty('details', expect.objectContaining({}));
      });

      it('for a path nobody offered is refused', async () => {
        const elsewhere = join(carried.folder, '..', 'workspace', 'desk.duckdb');
        await expect(start(elsewhere)).rejects.toMatchObject({ code: 'PATH_NOT_OFFERED' });
      });

      it('does not wait for another that takes longer', async () => {
        const path = await writeLarge(carried.folder);
        const order: string[] = [];
        let asked: Promise<unknown> | undefined;
        await carried.caller.call(
          'load.start',
          { source: { paths: [path] }, actor },
          {
            onProgress: () => {
              asked ??= carried.caller.call('workspace.get', {}).then(() => order.push('query'));
            },
          },
        );
        order.push('task');
        await asked;
        expect(order).toEqual(['query', 'task']);
      });

      it('and another at once each get their own answer', async () => {
        const [suite, loads, workspace] = await Promise.all([
          carried.caller.call('suite.builtin', {}),
          carried.caller.call('load.list', {}),
          carried.caller.call('workspace.get', {}),
        ]);
        expect([suite.name, loads, workspace.app_version]).toEqual(['bronze_validation', [], '0.0.0-test']);
      });
    });

    describe('a task', () => {
      it('reports progress in order, all of it before its result', async () => {
        const path = await writeLarge(carried.folder);
        const seen: Progress[] = [];
        await carried.caller.call(
          'load.start',
          { source: { paths: [path] }, actor },
          { onProgress: (progress) => seen.push(progress) },
        );
        const seenAtResult = seen.length;
        await carried.caller.call('load.list', {});
        expect(seenAtResult).toBeGreaterThan(0);
        expect(seen).toHaveLength(seenAtResult);
        for (const [index, progress] of seen.entries()) {
          const before = seen[index - 1];
          if (before?.phase === progress.phase) expect(progress.done).toBeGreaterThanOrEqual(before.done);
          if (progress.total !== null) expect(progress.done).toBeLessThanOrEqual(progress.total);
        }
      });

      it('that is cancelled in the middle rejects with CANCELLED and leaves nothing behind', async () => {
        const path = await writeLarge(carried.folder);
        const stop = new AbortController();
        const call = carried.caller.call(
          'load.start',
          { source: { paths: [path] }, actor },
          { signal: stop.signal, onProgress: () => stop.abort() },
        );
        await expect(call).rejects.toMatchObject({ name: 'DeskError', code: 'CANCELLED' });
        expect(await carried.caller.call('load.list', {})).toEqual([]);
        const { path: workspace } = await carried.caller.call('workspace.get', {});
        expect(await readdir(join(workspace, 'landing'))).toEqual([]);
        const [task] = await carried.caller.call('task.list', {});
        expect(task).toMatchObject({ method: 'load.start', state: 'cancelled' });
      });

      it('that was cancelled before it began does nothing', async () => {
        const path = await writeSmall(carried.folder);
        const call = carried.caller.call(
          'load.start',
          { source: { paths: [path] }, actor },
          { signal: AbortSignal.abort() },
        );
        await expect(call).rejects.toMatchObject({ code: 'CANCELLED' });
        expect(await carried.caller.call('load.list', {})).toEqual([]);
      });
    });

    it('events arrive unasked, until the subscription ends', async () => {
      const events: DeskEvent[] = [];
      const leave = carried.caller.subscribe((event) => events.push(event));
      const { load } = await loadSmall();
      expect(events).toContainEqual({ event: 'load.changed', load: load.id });
      expect(events).toContainEqual(expect.objectContaining({ event: 'task.changed' }));
      leave();
      const count = events.length;
      await carried.caller.call('check.run', { load: load.id, actor });
      expect(events).toHaveLength(count);
    });

    it('outputs are plain data: they survive a clone and JSON alike', async () => {
      const { load } = await loadSmall();
      const checked = await carried.caller.call('check.run', { load: load.id, actor, result_format: 'COMPLETE' });
      const key = checked.validation.results.at(-1)!.meta.expectation_key;
      const target = join(carried.folder, 'bronze');
      const record_id = `${load.id}:2`;
      const asked: { [M in Method]?: Input<M> } = {
        'workspace.get': {},
        'load.list': {},
        'load.get': { load: load.id },
        'check.latest': { load: load.id },
        'check.history': { load: load.id },
        'check.try': {
          load: load.id,
          expectation: { type: 'expect_column_values_to_be_unique', kwargs: { column: 'medical_specialty' } },
        },
        'suite.builtin': {},
        'suite.list': {},
        'expectation.list': {},
        'quarantine.window': { filter: { load: load.id } },
        'quarantine.rejects': { load: load.id },
        'quarantine.families': { filter: { load: load.id } },
        'quarantine.values': { filter: { load: load.id }, column: 'medical_specialty' },
        'quarantine.patterns': { filter: { load: load.id }, column: 'medical_specialty' },
        'quarantine.facets': { filter: { load: load.id } },
        'record.get': { record_id },
        'review.suggestions': { record_id, expectation_key: key },
        'review.waive': {
          selection: { load: load.id, record_ids: [record_id] },
          actor,
          reason: 'as it is',
          dry_run: true,
        },
        'publish.plan': { load: load.id, target, actor },
        'publish.run': { load: load.id, target, actor },
        'audit.list': {},
        'audit.summary': {},
        'audit.verify': {},
        'task.list': {},
        'metrics.read': {},
      };
      for (const method of Object.keys(asked) as Method[]) {
        const output = await carried.caller.call(method, asked[method]!);
        expect(structuredClone(output), method).toEqual(output);
        expect(JSON.parse(JSON.stringify(output)), method).toEqual(output);
        expect(methods[method].output.safeParse(output).success, method).toBe(true);
      }
    });

    if (breaks)
      it('every call in flight rejects with ENGINE_GONE when the carrier breaks, and every later one', async () => {
        const path = await writeLarge(carried.folder);
        let broken = false;
        onTestFinished(() => expect(broken).toBe(true));
        const call = carried.caller.call(
          'load.start',
          { source: { paths: [path] }, actor },
          {
            onProgress: () => {
              broken = true;
              carried.cut?.();
            },
          },
        );
        await expect(call).rejects.toMatchObject({ name: 'DeskError', code: 'ENGINE_GONE' });
        await expect(carried.caller.call('load.list', {})).rejects.toMatchObject({ code: 'ENGINE_GONE' });
      });
  });
}
