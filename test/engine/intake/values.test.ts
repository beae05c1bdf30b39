/** Values nobody may tidy up: each is read, landed and shown as it was written. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../../electron/contract/load.ts';
import { makeDesk, type Desk } from '../../support/open-desk.ts';
import { textRows } from '../../support/parquet.ts';

let desk: Desk;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());

async function landed(name: string, content: string | Uint8Array, source: Partial<Source> = {}) {
  const { load } = await desk.loadText(name, content, source);
  const path = join(desk.workspace, 'landing', load.id, 'records-0.parquet');
  const names = load.columns.map((column) => column.name);
  return { load, rows: await textRows(path, names) };
}

describe('CSV', () => {
  it.each([
    ['leading zeros', 'a,b\n007,00\n', ['007', '00']],
    ['spaces around', 'a,b\n 1 ,  \n', [' 1 ', '  ']],
    ['words for nothing', 'a,b\nNA,null\n', ['NA', 'null']],
    ['empty text against nothing', 'a,b\n"",\n', ['', null]],
    ['numbers as written', 'a,b\n1.10,1e3\n', ['1.10', '1e3']],
    ['a NUL', 'a,b\nx\0y,z\n', ['x\0y', 'z']],
    ['characters beyond the first plane', 'a,b\n😀é,ẞ\n', ['😀é', 'ẞ']],
    ['CRLF in quotes', 'a,b\n"x\r\ny",z\n', ['x\r\ny', 'z']],
    ['CRLF in the quotes of the first record of a file without a header', '"x\r\ny",1\nz,2\n', ['x\r\ny', '1']],
    ['a byte order mark inside', 'a,b\n"\uFEFFx",\uFEFF\n', ['\uFEFFx', '\uFEFF']],
    ['a lone CR', 'a,b\nx\ry,z\n', ['x\ry', 'z']],
    ['text that looks like a comment', 'a,b\n#1,2\n', ['#1', '2']],
  ])('%s', async (name, text, first) => {
    expect((await landed(`${name}.csv`, text, { format: 'csv' })).rows[0]).toEqual(first);
  });
});

describe('JSON', () => {
  it.each([
    ['an integer of thirty digits', '{"a":123456789012345678901234567890}', '123456789012345678901234567890'],
    ['a decimal with its zero', '{"a":1.10}', '1.10'],
    ['an exponent', '{"a":1E+3}', '1E+3'],
    ['a truth', '{"a":true}', 'true'],
    ['nothing', '{"a":null}', null],
    ['empty text', '{"a":""}', ''],
    ['the text null', '{"a":"null"}', 'null'],
    ['escapes', '{"a":"\\u00e9\\n\\ud83d\\ude00\\/"}', 'é\n😀/'],
    ['a NUL', '{"a":"x\\u0000y"}', 'x\0y'],
    ['an object as its source text', '{"a":{"b": [1, 2.50]}}', '{"b": [1, 2.50]}'],
  ])('%s', async (name, text, value) => {
    expect((await landed(`${name}.jsonl`, `${text}\n`, { format: 'jsonl' })).rows).toEqual([[value]]);
  });

  it('a key that turns up late is a column of all records', async () => {
    const { load, rows } = await landed('late.jsonl', '{"a":1}\n{"b":2,"a":3}\n{}\n');
    expect(load.columns.map((column) => column.name)).toEqual(['a', 'b']);
    expect(rows).toEqual([
      ['1', null],
      ['3', '2'],
      [null, null],
    ]);
  });
});
