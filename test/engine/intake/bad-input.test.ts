/** What is no source is refused in words that name it and a way on, and leaves nothing behind. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { writeLargeCsv } from '../../support/large-source.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { quoted, run } from '../../support/parquet.ts';

let desk: Desk;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());
afterEach(async () => {
  expect(readdirSync(join(desk.workspace, 'landing'))).toEqual([]);
  expect(readdirSync(join(desk.workspace, 'staging'))).toEqual(['spill']);
  expect(await desk.engine.call('load.list', {})).toEqual([]);
});

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64)]);
const gzip = gzipSync('a,b\n1,2\n'.repeat(5_000));

async function refused(name: string, code: string, way: RegExp): Promise<void> {
  const path = join(desk.files, name);
  const failure: unknown = await desk.load({ paths: [path] }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code, message: expect.stringMatching(way) as string });
  expect(failure).toHaveProperty('message', expect.stringContaining(name));
}

it('a file that is not there', () => refused('nowhere.csv', 'SOURCE_MISSING', /Check the spelling/));

it.each<[string, string | Buffer, string, RegExp]>([
  ['empty.csv', '', 'SOURCE_EMPTY', /no bytes at all.*exported completely/],
  ['blank.csv', '\n \n\n', 'SOURCE_EMPTY', /exported completely/],
  ['header.csv', 'id,name,specialty\n', 'SOURCE_EMPTY', /header and no records.*complete/],
  ['none.json', '[]', 'SOURCE_EMPTY', /no readable record.*preview/],
  ['picture.csv', png, 'SOURCE_NOT_DATA', /PNG image.*Choose the data file/],
  ['page.csv', '<!DOCTYPE html><html></html>', 'SOURCE_NOT_DATA', /HTML.*Choose the data file/],
  ['zeros.csv', Buffer.alloc(2_000), 'SOURCE_NOT_DATA', /binary file.*Choose the data file/],
  ['cut.csv.gz', gzip.subarray(0, gzip.length - 20), 'SOURCE_UNREADABLE', /gzip data ends too early.*Fetch the file/],
  ['junk.csv.gz', Buffer.from('1f8b0800ffffffffffffffff', 'hex'), 'SOURCE_NOT_DATA', /gzip that cannot be unpacked/],
  ['half.csv', Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le').subarray(0, 17), 'SOURCE_UNREADABLE', /encoding/],
])('%s', async (name, content, code, way) => {
  desk.write(name, content);
  await refused(name, code, way);
});

it('a folder without a data file', async () => {
  mkdirSync(join(desk.files, 'papers'));
  await refused('papers', 'SOURCE_EMPTY', /no CSV, JSON or Parquet.*Name the files/);
});

it('a header alone is called empty before anything is loaded, and rejects alone are not', async () => {
  const preview = (name: string, content: string) =>
    desk.engine.call('source.preview', { source: { paths: [desk.write(name, content)] } });
  expect(await preview('header.csv', 'id,name,specialty\n')).toMatchObject({ rows: [], empty: true });
  expect(await preview('none.jsonl', '{"id": 1}\n')).toMatchObject({ empty: false });
  expect(await preview('short.csv', 'id,name,specialty\n1,Ada\n')).toMatchObject({ rows: [], empty: false });
});

it('a header that the dialect cannot read', async () => {
  const failure = desk.loadText('odd.csv', 'a,"b\n1,2\n', { dialect: { header: true, quote: '"' } });
  await expect(failure).rejects.toMatchObject({
    code: 'SOURCE_UNREADABLE',
    message: expect.stringMatching(/odd\.csv.*no header/) as string,
  });
});

it.each([
  ['its end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 30)],
  [
    'its middle',
    (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 200), Buffer.alloc(4_000, 7), bytes.subarray(4_200)]),
  ],
])('Parquet damaged at %s', async (where, damage) => {
  const whole = join(desk.files, 'whole.parquet');
  await run(`COPY (SELECT i, md5(i::VARCHAR) AS m FROM range(20000) t(i)) TO ${quoted(whole)}`);
  const name = `damaged-${where.replace(' ', '-')}.parquet`;
  desk.write(name, damage(readFileSync(whole)));
  await refused(name, 'SOURCE_UNREADABLE', /damaged or cut off.*Fetch it again/);
  const preview = desk.engine.call('source.preview', { source: { paths: [join(desk.files, name)] } });
  await expect(preview).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
});

it('Parquet without a row', async () => {
  await run(`COPY (SELECT 1 AS i WHERE false) TO ${quoted(join(desk.files, 'rowless.parquet'))}`);
  await refused('rowless.parquet', 'SOURCE_EMPTY', /holds no rows\./);
});

it('a file that grows while it is read', async () => {
  const path = join(desk.files, 'growing.csv');
  writeLargeCsv(path, 12_000_000);
  let grown = false;
  const loading = desk.load(
    { paths: [path] },
    {
      onProgress: () => {
        if (!grown) appendFileSync(path, '1,2,3\n');
        grown = true;
      },
    },
  );
  await expect(loading).rejects.toMatchObject({
    code: 'SOURCE_CHANGED',
    message: expect.stringMatching(/growing\.csv.*Wait until it is complete/) as string,
  });
});

it('no value of the file is in a refusal', async () => {
  const secret = 'Xanthippe';
  desk.write('secret.csv.gz', gzipSync(`a,b\n${secret},${secret}\n`.repeat(500)).subarray(0, 60));
  const failure = await desk.load({ paths: [join(desk.files, 'secret.csv.gz')] }).catch((error: unknown) => error);
  expect(JSON.stringify(failure)).not.toContain(secret);
});
