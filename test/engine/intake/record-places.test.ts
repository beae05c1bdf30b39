/** Where a record stands in its source, held against a count that knows nothing of how records are found. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDesk, type Desk } from '../../support/open-desk.ts';

let desk: Desk;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ desk, close } = await makeDesk());
});
afterAll(() => close());

interface Place {
  readonly first: number;
  readonly last: number;
  readonly offset: number;
  readonly text: string;
}

/** Pieces of a file in order; those that are records say so. Lines are counted by their line ends alone. */
class Sheet {
  text = '';
  readonly places: Place[] = [];
  readonly #lineEnd: string;
  #line = 1;
  #bytes = 0;

  constructor(lineEnd = '\n') {
    this.#lineEnd = lineEnd;
  }

  other(line: string): this {
    this.#add(line + this.#lineEnd);
    return this;
  }

  record(text: string, before = '', after = ''): this {
    this.#add(before);
    const [first, offset] = [this.#line, this.#bytes];
    this.#add(text);
    this.places.push({ first, last: this.#line, offset, text: text + after });
    this.#add(after + this.#lineEnd);
    return this;
  }

  #add(text: string): void {
    this.text += text;
    this.#line += text.split(this.#lineEnd).length - 1;
    this.#bytes += Buffer.byteLength(text);
  }
}

async function placesOf(load: string, ordinals: readonly number[]): Promise<(Place & { problem: string | null })[]> {
  const places = [];
  for (const ordinal of ordinals) {
    const detail = await desk.engine.call('record.get', { record_id: `${load}:${ordinal}` });
    places.push({
      first: detail.record.source_line,
      last: detail.record.last_line,
      offset: detail.byte_offset ?? -1,
      text: detail.source_text.text ?? '',
      problem: detail.source_text.problem,
    });
  }
  return places;
}

const all = (sheet: Sheet): number[] => sheet.places.map((_, index) => index + 1);
const sound = (sheet: Sheet) => sheet.places.map((place) => ({ ...place, problem: null }));

function hardSheet(lineEnd: string): Sheet {
  const sheet = new Sheet(lineEnd);
  sheet.other('id,note').record('1,one').record(`2,"two${lineEnd}lines"`).record('3,three').other('');
  sheet.record('4,four').other('too,many,fields').record('5,fünf').record(`6,"a${lineEnd}b${lineEnd}c"`);
  return sheet.record('7,seven').other('8,"never closed').record('9,nine').record('10,last');
}

describe('CSV', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('with %s line ends, after blank lines, rejects and records of several lines', async (name, lineEnd) => {
    const sheet = hardSheet(lineEnd);
    const { load } = await desk.loadText(`places-${name}.csv`, sheet.text);
    expect(await placesOf(load.id, all(sheet))).toEqual(sound(sheet));
  });

  it('in gzip', async () => {
    const sheet = hardSheet('\n');
    const { load } = await desk.loadText('places.csv.gz', gzipSync(sheet.text));
    expect(await placesOf(load.id, all(sheet))).toEqual(sound(sheet));
  });

  it('far from the start, across anchors', async () => {
    const sheet = new Sheet().other('id,note');
    for (let row = 1; row <= 5_000; row += 1) sheet.record(row % 1_700 === 0 ? `${row},"x\ny"` : `${row},é${row}`);
    const { load } = await desk.loadText('far.csv', sheet.text);
    const chosen = [1, 999, 1_000, 1_001, 1_700, 1_701, 3_401, 4_999, 5_000];
    expect(await placesOf(load.id, chosen)).toEqual(chosen.map((ordinal) => sound(sheet)[ordinal - 1]));
  });

  it('where the reader’s chunks meet', async () => {
    const sheet = new Sheet().other('id,note');
    for (let row = 1; row <= 25; row += 1) sheet.record(`${row},"${'é'.repeat(30_000)}${'x'.repeat(40_000)}"`);
    const { load } = await desk.loadText('chunks.csv', sheet.text);
    const chosen = [10, 11, 12, 20, 21, 22];
    expect(await placesOf(load.id, chosen)).toEqual(chosen.map((ordinal) => sound(sheet)[ordinal - 1]));
  });

  it('in the second file of a load', async () => {
    const first = desk.write('part-1.csv', 'id,note\n1,"a\nb"\n2,c\n');
    const sheet = hardSheet('\n');
    const second = desk.write('part-2.csv', sheet.text);
    const { load } = await desk.engine.call('load.start', {
      source: { paths: [first, second] },
      actor: 'Ada Tester',
      again: true,
    });
    expect(
      await placesOf(
        load.id,
        all(sheet).map((ordinal) => ordinal + 2),
      ),
    ).toEqual(sound(sheet));
  });
});

describe('JSON', () => {
  it('lines', async () => {
    const sheet = new Sheet().record('{"a":"é"}').other('').record('{"a":2}').other('{"a":').record('{"a":3}');
    const { load } = await desk.loadText('places.jsonl', sheet.text);
    expect(await placesOf(load.id, all(sheet))).toEqual(sound(sheet));
  });

  it('an array with indented objects, one and several lines each', async () => {
    const sheet = new Sheet().other('[').record('{"a":1}', '  ', ',').record('{"a":2}', '  ', ',');
    sheet.record('{\n    "a": 3\n  }', '  ', ',').record('{"a":4}', '  ').other(']');
    const { load } = await desk.loadText('places.json', sheet.text);
    expect(await placesOf(load.id, all(sheet))).toEqual(sound(sheet));
  });

  it('an array on one line: from the object to the end of the line', async () => {
    const text = '[{"a":1},{"a":2}]';
    const { load } = await desk.loadText('flat.json', text);
    expect(await placesOf(load.id, [1, 2])).toMatchObject([
      { first: 1, offset: 1, text: '{"a":1},{"a":2}]' },
      { first: 1, offset: 9, text: '{"a":2}]' },
    ]);
  });
});

it('a source that has changed since is not quoted', async () => {
  const { load } = await desk.loadText('moved.csv', 'a,b\n1,2\n');
  desk.write('moved.csv', 'a,b\n9,9\nmore,1\n');
  const [place] = await placesOf(load.id, [1]);
  expect(place?.problem).toMatch(/has changed since/);
});

it('Parquet has rows, not lines', async () => {
  const { load } = await desk.loadText('a.csv', 'a,b\n1,x\n');
  await desk.check(load.id);
  const { publish } = await desk.publish(load.id, { partition_by: [] });
  const again = await desk.load({ paths: [`${publish.path}/part-0.parquet`] });
  const [place] = await placesOf(again.load.id, [1]);
  expect(place).toMatchObject({ first: 1, last: 1, problem: 'Parquet has rows, not lines of text.' });
});
