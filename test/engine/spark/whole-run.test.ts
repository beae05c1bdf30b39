/** A run is taken whole or not at all: records, quarantine and rejects are counted against what the run said of itself. */
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actor, openDesk, type Desk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';
import { partName, writeRun, type WrittenRun } from './written-run.ts';

const commit = (desk: Desk, { folder }: WrittenRun) => desk.engine.call('spark.commit', { plan: folder, actor });
const pull = (desk: Desk, { folder }: WrittenRun) => desk.engine.call('spark.pull', { plan: folder, actor });

it('a run that is whole is published, and what it held back becomes a load', async () => {
  const desk = await openDesk();
  const written = await writeRun(desk);
  expect(await commit(desk, written)).toMatchObject({ unchanged: false, publish: { rows: 2, files: 2 } });
  expect(await pull(desk, written)).toMatchObject({
    load: { records: 1, rejects: 2, quarantined: 3 },
    receipt: { balanced: true },
  });
});

interface Harm {
  readonly name: string;
  readonly part: 'quarantine' | 'rejects';
  readonly done: (folder: string, written: WrittenRun) => void | Promise<void>;
  readonly code: string;
  readonly says: RegExp;
}

const harms: readonly Harm[] = [
  {
    name: 'a part file of its rejects was lost',
    part: 'rejects',
    done: (folder) => rmSync(join(folder, partName(1))),
    code: 'RECEIPT_UNBALANCED',
    says: /counted 3 rejects, but .*rejects.* holds 2\..*Put back what the run wrote/,
  },
  {
    name: 'all of its rejects were lost',
    part: 'rejects',
    done: (folder) => rmSync(folder, { recursive: true }),
    code: 'RECEIPT_UNBALANCED|NOT_FOUND',
    says: /rejects.* holds (0|no file)/,
  },
  {
    name: 'a part file of its rejects is there twice',
    part: 'rejects',
    done: (folder) => copyFileSync(join(folder, partName(1)), join(folder, partName(9))),
    code: 'RECEIPT_UNBALANCED',
    says: /counted 3 rejects, but .* holds 4\./,
  },
  {
    name: 'a part file of its rejects was cut short',
    part: 'rejects',
    done: (folder) => truncateSync(join(folder, partName(1)), 100),
    code: 'SOURCE_UNREADABLE',
    says: /part-00001.* cannot be read as Parquet \(it is damaged or cut short\)/,
  },
  {
    name: 'a part file of its quarantine was lost',
    part: 'quarantine',
    done: (folder) => rmSync(join(folder, partName(1))),
    code: 'RECEIPT_UNBALANCED',
    says: /counted 2 records held back, but .*quarantine.* holds 1\./,
  },
  {
    name: 'a part file of its quarantine is no Parquet',
    part: 'quarantine',
    done: (folder) => writeFileSync(join(folder, partName(1)), 'not Parquet'),
    code: 'SOURCE_UNREADABLE',
    says: /part-00001.* cannot be read as Parquet/,
  },
];

describe.each(harms)('where $name', ({ part, done, code, says }) => {
  it.each([
    { act: commit, outcome: 'Nothing was published.' },
    { act: pull, outcome: 'Nothing was loaded.' },
  ])('$act.name says so and leaves everything as it was', async ({ act, outcome }) => {
    const desk = await openDesk();
    const written = await writeRun(desk);
    await done(written[part], written);
    const inWorkspace = ['staging', 'landing'].map((name) => join(desk.workspace, name));
    const listed = (): string[] =>
      [desk.files, ...inWorkspace].flatMap((place) => readdirSync(place, { recursive: true, encoding: 'utf8' }).sort());
    const before = listed();
    await expect(act(desk, written)).rejects.toMatchObject({
      code: expect.stringMatching(code) as string,
      message: expect.stringMatching(new RegExp(`${says.source}.*${outcome}$`)) as string,
    });
    expect(listed()).toEqual(before);
    expect(await desk.engine.call('load.list', {})).toEqual([]);
    expect(await desk.engine.call('audit.list', {})).toEqual([]);
  });
});

describe('a run that is pulled', () => {
  it('must have ended: the summary is the last that Spark writes', async () => {
    const desk = await openDesk();
    const written = await writeRun(desk);
    rmSync(join(written.summary, '_SUCCESS'));
    await expect(pull(desk, written)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('no summary') as string,
    });
  });

  it('must have one summary, of that very plan', async () => {
    const desk = await openDesk();
    const written = await writeRun(desk);
    const other = await writeRun(desk);
    const file = join(written.summary, partName(0, 'json'));
    copyFileSync(file, join(written.summary, partName(1, 'json')));
    for (const act of [commit, pull]) await expect(act(desk, written)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    rmSync(join(written.summary, partName(1, 'json')));
    copyFileSync(join(other.summary, partName(0, 'json')), file);
    for (const act of [commit, pull])
      await expect(act(desk, written)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining(other.plan.id) as string,
      });
  });

  it.each([
    {
      name: 'more is held back than it counted, in as many rows',
      part: 2,
      done: async (path: string) => {
        const changed = `${path}.changed`;
        await run(
          `COPY (SELECT * REPLACE ('quarantined' AS _review_state) FROM read_parquet(${quoted(path)})) TO ${quoted(changed)} (FORMAT parquet)`,
        );
        copyFileSync(changed, path);
        rmSync(changed);
      },
      refused: {
        code: 'RECEIPT_UNBALANCED',
        message: expect.stringMatching(/counted 3 quarantined .* but 4 are there/) as string,
      },
    },
    {
      name: 'a file is damaged behind a footer that is whole',
      part: 1,
      done: (path: string) => {
        const bytes = readFileSync(path);
        const footer = bytes.readUInt32LE(bytes.length - 8) + 8;
        bytes.fill(0xff, 4, bytes.length - footer);
        writeFileSync(path, bytes);
      },
      refused: { code: 'SOURCE_UNREADABLE' },
    },
  ])('is refused, and leaves nothing, where $name', async ({ part, done, refused }) => {
    const desk = await openDesk();
    const written = await writeRun(desk);
    await done(join(written.rejects, partName(part)));
    await expect(pull(desk, written)).rejects.toMatchObject(refused);
    expect(await desk.engine.call('load.list', {})).toEqual([]);
    expect(existsSync(join(written.folder, 'quarantine.parquet'))).toBe(false);
  });

  it('says what it is when it held nothing back', async () => {
    const desk = await openDesk();
    const written = await writeRun(desk);
    written.writeSummary({ records: 2, rejects: 0, excluded: 0, quarantined: 0 });
    await expect(pull(desk, written)).rejects.toMatchObject({ code: 'SOURCE_EMPTY' });
  });

  it('is found in a copy of its bronze folder', async () => {
    const desk = await openDesk();
    const written = await writeRun(desk);
    const copy = join(desk.files, 'copied');
    for (const part of ['quarantine', 'rejects', 'summary'])
      cpSync(join(written.target, part), join(copy, part), { recursive: true });
    rmSync(written.target, { recursive: true });
    const pulled = await desk.engine.call('spark.pull', { plan: written.folder, target: copy, actor });
    expect(pulled).toMatchObject({ load: { records: 1, rejects: 2 } });
  });
});

it('a run whose own figures do not add up is neither published nor pulled', async () => {
  const desk = await openDesk();
  const written = await writeRun(desk);
  written.writeSummary({ quarantined: 4 });
  for (const act of [commit, pull])
    await expect(act(desk, written)).rejects.toMatchObject({
      code: 'RECEIPT_UNBALANCED',
      message: expect.stringContaining('its source may have changed') as string,
    });
});

it('what was committed once stands, whatever becomes of the rejects later', async () => {
  const desk = await openDesk();
  const written = await writeRun(desk);
  await commit(desk, written);
  appendFileSync(join(written.rejects, partName(0)), 'x');
  expect(await commit(desk, written)).toMatchObject({ unchanged: true });
});
