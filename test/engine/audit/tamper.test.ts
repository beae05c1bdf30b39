/** Any single change of the trail is found, and the first bad event is named: in the store, and in an exported file. */
import fc from 'fast-check';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../../electron/contract/audit.ts';
import { openDesk, type Desk } from '../../support/open-desk.ts';
import { LastingDesk } from '../../support/lasting-desk.ts';
import { Reviewer } from '../../support/review.ts';
import { withStore } from '../../support/store.ts';
import { wardRules, wardsText } from '../review/wards.ts';

async function work(desk: Desk): Promise<string> {
  const { load } = await desk.loadText('wards.csv', wardsText);
  await desk.check(load.id, wardRules);
  const review = new Reviewer(desk.engine, load.id);
  const done = await review.correct(review.ids(1, 2, 3, 4, 5), { ward: 'Surgery', note: '=cmd() "x", é 😀\n' });
  await review.undo(done);
  await review.waive(review.ids(4));
  return load.id;
}

const exported = async (desk: Desk): Promise<string[]> => {
  const path = join(desk.files, 'trail.jsonl');
  await desk.engine.call('audit.export', { path, format: 'jsonl', overwrite: true });
  return readFileSync(path, 'utf8').trimEnd().split('\n');
};

describe('tampering with an exported trail', () => {
  it('by one change, any change, is found where it was made', async () => {
    const desk = await openDesk();
    await work(desk);
    const lines = await exported(desk);
    const verify = async (changed: readonly (string | Buffer)[]) => {
      const content = Buffer.concat(changed.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
      return await desk.engine.call('audit.verify', { file: desk.write('changed.jsonl', content) });
    };
    expect(await verify(lines)).toMatchObject({ ok: true, events: lines.length, first_bad: null });
    const places = fc.nat(lines.length - 1);
    await fc.assert(
      fc.asyncProperty(places, fc.nat(10_000), fc.integer({ min: 1, max: 255 }), async (at, where, mask) => {
        const line = Buffer.from(lines[at] ?? '');
        const byte = where % line.length;
        line[byte] = (line[byte] ?? 0) ^ mask;
        // A byte that became a line end, or white space outside of a value, may leave the same event.
        fc.pre(line[byte] !== 0x0a && line[byte] !== 0x0d && line[byte] !== 0x20 && line[byte] !== 0x09);
        const verdict = await verify(lines.with(at, line as never));
        expect(verdict).toMatchObject({ ok: false, first_bad: { seq: at + 1 } });
      }),
      { numRuns: 150 },
    );
    for (let at = 0; at < lines.length; at += 1) {
      if (at < lines.length - 1) {
        expect(await verify(lines.toSpliced(at, 1)), `without ${at + 1}`).toMatchObject({
          ok: false,
          first_bad: { seq: at + 1 },
        });
        const swapped = lines.with(at, lines[at + 1] ?? '').with(at + 1, lines[at] ?? '');
        expect(await verify(swapped), `swapped ${at + 1}`).toMatchObject({ ok: false, first_bad: { seq: at + 1 } });
      }
      expect(await verify(lines.toSpliced(at, 0, lines[at] ?? '')), `doubled ${at + 1}`).toMatchObject({
        ok: false,
        first_bad: { seq: at + 2 },
      });
    }
    const extra = lines.map((line, index) => (index === 2 ? line.replace(/}$/, ',"note":"added"}') : line));
    expect(await verify(extra)).toMatchObject({ ok: false, first_bad: { seq: 3 } });
    expect(await verify(lines.with(-1, (lines.at(-1) ?? '').slice(0, -9)))).toMatchObject({
      ok: false,
      first_bad: { seq: lines.length },
    });
  });
});

const fields = [
  'happened_at',
  'actor',
  'action',
  'load',
  'record',
  'column_name',
  'old_value',
  'new_value',
  'reason',
  'operation',
  'prev',
  'hash',
];

describe('tampering with the store', () => {
  it('by one change of any field, or by taking an event out or elsewhere, is found where it was made', async () => {
    const lasting = await LastingDesk.open();
    await work(lasting.now);
    const events = (await lasting.now.engine.call('audit.list', { limit: 5_000 })).length;
    // From the end to the beginning, so that the newest change is always the first.
    let seq = events;
    const tampered = async (change: (seq: number) => string): Promise<void> => {
      const sql = change(seq);
      await lasting.reopen((workspace) =>
        withStore(workspace, async (store) => {
          await store.run(sql);
        }),
      );
      const verdict = await lasting.now.engine.call('audit.verify', {});
      expect(verdict, sql).toMatchObject({ ok: false, first_bad: { seq } });
      seq -= 1;
    };
    expect(events).toBeGreaterThan(fields.length + 4);
    for (const field of fields) {
      await tampered((at) => `UPDATE audit_event SET ${field} = coalesce(${field}, '') || 'x' WHERE seq = ${at}`);
    }
    await tampered((at) => `DELETE FROM audit_event WHERE seq = ${at}`);
    seq -= 1;
    await tampered(
      (at) =>
        `UPDATE audit_event SET seq = CASE seq WHEN ${at} THEN ${at + 1} ELSE ${at} END WHERE seq IN (${at}, ${at + 1})`,
    );
  });

  it('by cutting off its end, wherever, is shown by what the store holds, without any publish', async () => {
    const lasting = await LastingDesk.open();
    await work(lasting.now);
    expect(await lasting.now.engine.call('audit.verify', {})).toMatchObject({ ok: true });
    const events = await lasting.now.engine.call('audit.list', { limit: 5_000 });
    const corrected = events.findLast(({ action }) => action === 'correct');
    for (let kept = events.length - 1; kept >= 0; kept -= 1) {
      await lasting.reopen((workspace) =>
        withStore(workspace, async (store) => {
          await store.run(`DELETE FROM audit_event WHERE seq > ${kept}`);
        }),
      );
      const verdict = await lasting.now.engine.call('audit.verify', {});
      expect(verdict, `cut to ${kept}`).toMatchObject({ ok: false, events: kept, first_bad: { seq: kept + 1 } });
      if (kept === (corrected?.seq ?? 0) - 1) {
        expect(verdict.first_bad?.why).toBe(
          `Event ${kept + 1}: it is missing: the trail ends at event ${kept}, but operation ${corrected?.operation} (correct, 5 records) has no events in it.`,
        );
      }
    }
  });

  it('by cutting off its end, or writing all of it anew, is shown by the manifest in bronze', async () => {
    const lasting = await LastingDesk.open();
    const load = await work(lasting.now);
    const { publish } = await lasting.now.publish(load);
    const manifest = JSON.parse(readFileSync(publish.manifest, 'utf8')) as { audit_events: number; audit_head: string };
    const { engine } = lasting.now;
    const at = (await engine.call('audit.list', { limit: 5_000 })).find(({ hash }) => hash === manifest.audit_head);
    expect(at?.seq).toBe(manifest.audit_events);

    // Also the store's own note of the publish is made to fit: the manifest is out of reach.
    const cut = manifest.audit_events - 1;
    await lasting.reopen((workspace) =>
      withStore(workspace, async (store) => {
        await store.run(`DELETE FROM audit_event WHERE seq > ${cut}`);
        await store.run(
          `UPDATE publish SET audit_head = '${cut}:' || (SELECT hash FROM audit_event WHERE seq = ${cut})`,
        );
      }),
    );
    expect(await lasting.now.engine.call('audit.verify', {})).toMatchObject({ ok: false, first_bad: { seq: cut + 1 } });

    await lasting.reopen((workspace) => rewriteTrail(workspace, manifest.audit_events));
    const verdict = await lasting.now.engine.call('audit.verify', {});
    expect(verdict).toMatchObject({ ok: false, first_bad: { seq: manifest.audit_events } });
    expect(verdict.first_bad?.why).toContain(publish.path);
  });

  it('is said to be held against fewer manifests where one is gone', async () => {
    const lasting = await LastingDesk.open();
    const load = await work(lasting.now);
    const { publish } = await lasting.now.publish(load);
    const { engine } = lasting.now;
    expect(await engine.call('audit.verify', {})).toMatchObject({ ok: true, manifests: { compared: 1, unread: 0 } });
    rmSync(publish.manifest);
    expect(await engine.call('audit.verify', {})).toMatchObject({ ok: true, manifests: { compared: 0, unread: 1 } });
  });
});

/** As a clever cheat would: a trail of as many events, all hashes right, none of it true. */
async function rewriteTrail(workspace: string, events: number): Promise<void> {
  const { linkEvent, emptyHead } = await import('../../../electron/engine/audit/chain.ts');
  let head = emptyHead;
  const forged: AuditEvent[] = [];
  for (let seq = 1; seq <= events; seq += 1) {
    const event = linkEvent(head, {
      at: '2026-01-01T00:00:00.000Z',
      actor: 'Nobody',
      action: 'load',
      ...{ load: 'x', record: null, column: null, old: null, new: null, reason: null, operation: null },
    });
    forged.push(event);
    head = event;
  }
  await withStore(workspace, async (store) => {
    await store.run('DELETE FROM audit_event');
    for (const { seq, prev, hash } of forged) {
      await store.run(
        `INSERT INTO audit_event VALUES (${seq}, '2026-01-01T00:00:00.000Z', 'Nobody', 'load', 'x', NULL, NULL, NULL, NULL, NULL, NULL, '${prev}', '${hash}')`,
      );
    }
    await store.run(`UPDATE publish SET audit_head = '${events}:${head.hash}'`);
  });
}
