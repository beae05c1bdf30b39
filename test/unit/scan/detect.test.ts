import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { detectDialect, detectEncoding, detectFormat } from '../../../electron/engine/intake/scan/detect.ts';

const dialect = (text: string) => detectDialect(Buffer.from(text));
const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('detectEncoding', () => {
  it.each([
    ['UTF-8 with a mark', Buffer.from('\uFEFFa'), 'utf-8', true],
    ['UTF-16 LE with a mark', utf16('\uFEFFab'), 'utf-16le', true],
    ['UTF-16 BE with a mark', utf16('\uFEFFab').swap16(), 'utf-16be', true],
    ['UTF-16 LE without', utf16('a,b\n1,2\n'), 'utf-16le', false],
    ['UTF-16 BE without', utf16('a,b\n1,2\n').swap16(), 'utf-16be', false],
    ['UTF-8', Buffer.from('é,ü'), 'utf-8', false],
    ['UTF-8 cut in a character', Buffer.from('aé').subarray(0, 2), 'utf-8', false],
    [
      'UTF-8 with one bad byte',
      Buffer.concat([Buffer.from('éüö'), Buffer.from([0xe9]), Buffer.from(',x')]),
      'utf-8',
      false,
    ],
    ['Windows-1252', Buffer.from('caf\xe9,\x93x\x94', 'latin1'), 'windows-1252', false],
  ])('%s', (_name, bytes, encoding, bom) => {
    expect(detectEncoding(bytes)).toMatchObject({ encoding, bom });
  });
});

describe('detectFormat', () => {
  it.each([
    ['a,b\n1,2\n', 'x.csv', 'csv'],
    ['{"a":1}\n{"a":2}\n', 'x.txt', 'jsonl'],
    ['{\n "a":1\n}', 'x.json', 'json'],
    ['[{"a":1}]', 'x.csv', 'json'],
    ['PAR1xxxx', 'x.csv', 'parquet'],
    ['\uFEFFa;b\n', 'x', 'csv'],
  ])('%j is %s', (text, name, format) => {
    expect(detectFormat(Buffer.from(text), name)).toMatchObject({ format, compression: 'none' });
  });
  it('looks inside gzip, also when the head is cut off', () => {
    const packed = gzipSync(Buffer.from('{"a":1}\n'.repeat(10)));
    expect(detectFormat(packed.subarray(0, packed.length - 4), 'x.csv.gz')).toMatchObject({
      format: 'jsonl',
      compression: 'gzip',
    });
  });
  it('says what a PNG is, whatever its name', () => {
    const { problem, evidence } = detectFormat(Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'notes.csv');
    expect([problem, evidence]).toEqual([
      { kind: 'binary', what: 'a PNG image' },
      ['this is a PNG image, although its name ends in .csv'],
    ]);
  });
  it.each([
    [Buffer.alloc(0), 'empty'],
    [Buffer.from(' \n\n'), 'empty'],
    [Buffer.alloc(64), 'zeros'],
    [Buffer.from('<!DOCTYPE html>'), 'markup'],
  ])('%j is a problem: %s', (bytes, kind) => {
    expect(detectFormat(bytes, 'x.csv').problem?.kind).toBe(kind);
  });
});

describe('detectDialect', () => {
  it.each([
    ['commas', 'id,name\n1,x\n2,y\n', { delimiter: ',', header: true }],
    ['semicolons with decimal commas', 'name;price\nx;1,5\ny;2,5\n', { delimiter: ';', header: true }],
    ['semicolons with decimal commas, no header', '1,5;2,5;3,5\n2,5;3,5;4,5\n', { delimiter: ';', header: false }],
    ['tabs with commas in the text', 'id\ttext\n1\ta, b, c\n2\td\n', { delimiter: '\t', header: true }],
    ['bars', 'a|b|c\n1|2|3\n', { delimiter: '|', header: true }],
    ['carets', 'a^b^c\n1^2^3\n', { delimiter: '^', header: true }],
    ['text with commas in quotes', 'id,text\n1,"a, b; c, d"\n2,"e, f"\n', { delimiter: ',', quote: '"', header: true }],
    ['single quotes', "id,text\n1,'a, b'\n2,'c, d'\n", { delimiter: ',', quote: "'" }],
    ['backslash escapes', 'id,text\n1,"a \\"b\\", c"\n2,"d"\n', { delimiter: ',', escape: '\\' }],
    ['one column', 'name\nx y\nz\n', { delimiter: ',', header: true }],
    ['one column of times', 'at\n10:30\n11:45\n', { delimiter: ',', header: true }],
    ['a header alone', 'id,name,note\n', { delimiter: ',', header: true }],
    ['no header', '1,x\n2,y\n', { delimiter: ',', header: false }],
    ['an empty first name', ',name,note\n0,x,long text of a note here\n1,y,more text of a note\n', { header: true }],
    [
      'a name twice',
      'id,a,a,medical_specialty,transcription\n1,x,y,Surgery,text\n2,z,y,Surgery,text\n',
      { header: true },
    ],
    ['a name in three spellings', 'ID,id,Id\nx1,y,z\nx2,y,z\n', { header: true }],
    ['a name with a line break', 'id,"blood\npressure",note\n1,2,x\n2,3,y\n', { header: true }],
    ['a long name', `id,${'how do you feel today '.repeat(6)}\n1,well\n2,badly\n`, { header: true }],
    [
      'titles',
      'Name,Department,Complaint\nSmith John,Cardiology,chest pain\nDoe Ann,Surgery,hernia\n',
      { header: true },
    ],
    [
      'data and no header',
      'Smith John,Cardiology,chest pain\nDoe Ann,Surgery,back pain\nPoe Edgar,Urology,old hernia\n',
      { header: false },
    ],
    ['Excel naming its delimiter', 'sep=;\na,b;c,d\n1;2\n3;4\n', { delimiter: ';', header: true, skipLines: 1 }],
    ['Excel naming a tab', '\uFEFFsep=\t\r\na\tb\r\n1\t2\r\n', { delimiter: '\t', header: true, skipLines: 1 }],
    [
      'notes before the header',
      '# made by, hand\n# today\nid;name\n1;x\n2;y\n',
      { delimiter: ';', header: true, skipLines: 2 },
    ],
    ['a header that begins with #', '#id,name\n1,x\n2,y\n', { header: true }],
    ['a first line that comes again', 'red,green\nblue,green\nred,blue\n', { header: false }],
  ])('%s', (_name, text, expected) => {
    expect(dialect(text).dialect).toMatchObject(expected);
  });
  it('writes large counts as people read them', () => {
    expect(dialect('a,b\n'.repeat(1_200)).evidence).toContain('comma splits all 1,200 sampled records into 2 fields');
  });
  it('says why, in words', () => {
    expect(
      dialect(',description,keywords\n0,"some, text; here and there",a\n1,"more; text, of a note",b\n').evidence,
    ).toEqual([
      'comma splits all 3 sampled records into 3 fields',
      'semicolon splits them into 1 to 2',
      'the first line holds 2 different short names',
      'column 1 has an empty name; the others read like names, so it counts as a header',
      '1 column below holds numbers, dates or the like',
    ]);
  });
  it.each([
    [
      'much longer text in one column',
      `Smith John,Cardiology,chest pain\n${`Doe Ann,Surgery,${'and then '.repeat(30)}\n`.repeat(9)}`,
    ],
    ['nothing below', 'Smith John,Cardiology,chest pain\n'],
    ['data all of one look', 'Smith John,Cardiology\nDoe Ann,Surgery\nPoe Edgar,Urology\n'],
  ])('is not sure of a header for %s', (_name, text) => {
    const found = dialect(text);
    expect([found.dialect.header, found.headerConfidence < 0.8]).not.toEqual([true, false]);
  });
  it('is sure of names over numbers, and of what is said', () => {
    expect(dialect('id,name\n1,x\n2,y\n').headerConfidence).toBeGreaterThanOrEqual(0.8);
    expect(detectDialect(Buffer.from('x,y\nz,w\n'), { header: true }).headerConfidence).toBe(1);
  });
  it('leaves lines alone when it is said how many to skip', () => {
    const found = detectDialect(Buffer.from('sep=;\na;b\n1;2\n'), { skipLines: 0 });
    expect(found.dialect).toMatchObject({ skipLines: 0 });
  });
  it('does not skip a header that begins with #', () => {
    expect(dialect('#id,name\n1,x\n2,y\n').dialect.skipLines ?? 0).toBe(0);
  });
  it('leaves alone what is overridden', () => {
    expect(detectDialect(Buffer.from('a,b\n1,2\n'), { delimiter: ';', header: false })).toMatchObject({
      dialect: { delimiter: ';', header: false },
      columns: [],
    });
  });
  it('ignores the record a long head cuts off', () => {
    const text = `id,note\n${'1,"a, b"\n'.repeat(9000)}2,"cut o`;
    expect(dialect(text).confidence).toBeGreaterThan(0.9);
  });
});
