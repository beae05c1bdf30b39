/** The exported trail is verified without the app: by fifteen lines written here, and by Python for who has it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { readCsv } from '../../support/python-csv.ts';
import { Reviewer } from '../../support/review.ts';
import { wardRules, wardsText } from '../review/wards.ts';

/** For auditors: `python3 -c '…' trail.jsonl` prints the number of events, or fails at the first bad one. */
const pythonVerifier = `
import hashlib, json, sys
prev, count = "0" * 64, 0
for line in open(sys.argv[1], encoding="utf-8", newline="\\n"):
    event = json.loads(line); hash = event.pop("hash")
    text = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
    assert event["seq"] == count + 1 and event["prev"] == prev, event["seq"]
    assert hashlib.sha256(text.encode("utf-8")).hexdigest() == hash, event["seq"]
    prev, count = hash, count + 1
print(count)`;

const havePython = spawnSync('python3', ['--version']).status === 0;
const odd = '=SUM(A1) "quoted", é 😀\r\n\tand\u2028\u0001';

let desk: Desk;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
  const { load } = await desk.loadText('wards.csv', wardsText);
  await desk.check(load.id, wardRules);
  const review = new Reviewer(desk.engine, load.id);
  const strange = { actor: '+Ada', reason: '\uFEFF@because half \uD83D' };
  await review.correct(review.ids(2, 3), { ward: odd, note: '\uFEFFmarked' }, strange);
  await review.correct(review.ids(2), { ward: '-1' });
  await desk.publish(load.id);
});
afterAll(() => close());

const exportAs = async (format: 'jsonl' | 'csv'): Promise<{ path: string; events: number; head: string }> =>
  await desk.engine.call('audit.export', { path: join(desk.files, `trail.${format}`), format, overwrite: true });

describe('an exported trail', () => {
  it('verifies by fifteen lines that share nothing with the app', async () => {
    const { path, events, head } = await exportAs('jsonl');
    let [prev, count] = ['0'.repeat(64), 0];
    for (const line of readFileSync(path, 'utf8').split('\n').slice(0, -1)) {
      const { hash, ...event } = JSON.parse(line) as { hash: string; seq: number; prev: string };
      expect([event.seq, event.prev]).toEqual([count + 1, prev]);
      expect(createHash('sha256').update(JSON.stringify(event)).digest('hex')).toBe(hash);
      [prev, count] = [hash, count + 1];
    }
    expect([count, prev]).toEqual([events, head]);
    const ours = await desk.engine.call('audit.verify', { file: path });
    expect(ours).toEqual({ ok: true, events, head, first_bad: null });
    expect(await desk.engine.call('audit.verify', {})).toEqual({ ...ours, manifests: { compared: 1, unread: 0 } });
  });

  it.skipIf(!havePython)(`verifies by Python alone${havePython ? '' : ' (skipped: there is no python3)'}`, async () => {
    const { path, events } = await exportAs('jsonl');
    expect(execFileSync('python3', ['-c', pythonVerifier, path], { encoding: 'utf8' }).trim()).toBe(String(events));
    const changed = `${path}.changed`;
    writeFileSync(changed, readFileSync(path, 'utf8').replace('surg ery!', 'surgery'));
    expect(spawnSync('python3', ['-c', pythonVerifier, changed]).status).not.toBe(0);
  });

  it('as CSV has every event, and nothing that a spreadsheet would run', async () => {
    const { path, events } = await exportAs('csv');
    const [header, ...lines] = readCsv(readFileSync(path, 'utf8'));
    expect(header).toEqual([
      'seq',
      'at',
      'actor',
      'action',
      'load',
      'record',
      'column',
      'old',
      'new',
      'reason',
      'operation',
      'prev',
      'hash',
    ]);
    expect(lines).toHaveLength(events);
    for (const line of lines)
      expect(line.filter((field) => field !== null && /^[=+\-@\t\r\n]/.test(field))).toEqual([]);
    const listed = (await desk.engine.call('audit.list', { limit: 5_000 })).toReversed();
    const plain = lines.map((line) => line.map((field) => field?.replace(/^'(?=[=+\-@\t\r\n])/, '') ?? null));
    expect(plain).toEqual(
      listed.map((event) => Object.values(event).map((field) => (field === null ? null : String(field)))),
    );
  });

  it('goes nowhere unless it was offered, and leaves nothing half written', async () => {
    const outside = desk.engine.call('audit.export', { path: join(desk.workspace, 'trail.jsonl'), format: 'jsonl' });
    await expect(outside).rejects.toMatchObject({ code: 'PATH_NOT_OFFERED' });
    const folder = join(desk.files, 'out');
    mkdirSync(join(folder, 'trail.csv'), { recursive: true });
    const taken = desk.engine.call('audit.export', { path: join(folder, 'trail.csv'), format: 'csv' });
    await expect(taken).rejects.toMatchObject({ code: 'TARGET_NOT_WRITABLE' });
    const cancelled = desk.engine.call(
      'audit.export',
      { path: join(folder, 'b.csv'), format: 'csv' },
      { signal: AbortSignal.abort() },
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(folder)).toEqual(['trail.csv']);
  });

  it('that is not there, or is none, is said to be so', async () => {
    const file = join(desk.files, 'nowhere.jsonl');
    await expect(desk.engine.call('audit.verify', { file })).rejects.toMatchObject({ code: 'SOURCE_MISSING' });
    const { path: csv } = await exportAs('csv');
    const others = [desk.write('other.jsonl', 'not a trail\n'), desk.write('rows.jsonl', '{"a":1}\n{"a":2}\n'), csv];
    for (const other of others) {
      await expect(desk.engine.call('audit.verify', { file: other })).rejects.toMatchObject({
        code: 'SOURCE_NOT_DATA',
        message: expect.stringContaining('is not a JSON-lines export of a trail') as string,
      });
    }
  });

  it('does not take the place of a file unless told to', async () => {
    const path = desk.write('mine.jsonl', 'mine\n');
    const refused = desk.engine.call('audit.export', { path, format: 'jsonl' });
    await expect(refused).rejects.toMatchObject({
      code: 'TARGET_NOT_WRITABLE',
      message: expect.stringContaining('have it overwritten') as string,
    });
    expect(readFileSync(path, 'utf8')).toBe('mine\n');
    await desk.engine.call('audit.export', { path, format: 'jsonl', overwrite: true });
    expect(readFileSync(path, 'utf8')).toMatch(/^\{"seq":1,/);
    expect(readdirSync(desk.files).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('is held against a head noted elsewhere, such as that of a manifest', async () => {
    const { path, events } = await exportAs('jsonl');
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const { hash: head } = JSON.parse(lines[events - 2] ?? '') as { hash: string };
    const verify = (file: string, at: number) => desk.engine.call('audit.verify', { file, head, events: at });
    expect(await verify(path, events - 1)).toMatchObject({ ok: true, events });
    expect(await verify(path, events)).toMatchObject({ ok: false, first_bad: { seq: events } });
    const cut = desk.write('cut.jsonl', `${lines.slice(0, -2).join('\n')}\n`);
    expect(await desk.engine.call('audit.verify', { file: cut })).toMatchObject({ ok: true, events: events - 2 });
    expect(await verify(cut, events - 1)).toMatchObject({ ok: false, first_bad: { seq: events - 1 } });
    await expect(desk.engine.call('audit.verify', { file: path, head })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
