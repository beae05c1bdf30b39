import { describe, expect, it } from 'vitest';
import { countCsv } from '../../fixtures/sample/count-csv.mjs';

const count = (text: string) => countCsv(Buffer.from(text));
const reasons = (text: string) => count(text).rejects.map(({ line, reason }) => `${line} ${reason}`);

describe('the counter behind the golden figures', () => {
  it('tells an empty text from nothing', () => {
    expect(count('a,b,c\n"",,x\n').records[0]?.fields).toEqual(['', null, 'x']);
  });

  it('keeps line breaks and doubled quotes of a quoted field', () => {
    const [record] = count('a,b\n"one\r\n""two""",3\n').records;
    expect(record).toEqual({ line: 2, last_line: 3, fields: ['one\r\n"two"', '3'] });
  });

  it('rejects only the first line of a record whose quote is never closed', () => {
    const counted = count('a,b\n1,"open\n2,x\n3,y\n');
    expect(counted.rejects).toEqual([{ line: 2, last_line: 2, reason: 'unclosed_quote' }]);
    expect(counted.records.map(({ line }) => line)).toEqual([3, 4]);
  });

  it('rejects only the first line of a record with text after a closing quote', () => {
    expect(reasons('a,b\n"1\n2" x,3\n4,5\n')).toEqual(['2 text_after_quote']);
  });

  it('names too few, too many, and bytes that are not UTF-8', () => {
    expect(reasons('a,b\n1\n1,2,3\n')).toEqual(['2 too_few_fields', '3 too_many_fields']);
    const broken = Buffer.concat([Buffer.from('a,b\n1,'), Buffer.from([0xe9]), Buffer.from('\n')]);
    expect(countCsv(broken).rejects.map(({ reason }) => reason)).toEqual(['invalid_encoding']);
  });

  it('counts blank lines and a last line without an end', () => {
    const counted = count('a,b\n\n1,2');
    expect([counted.physical_lines, counted.blank_lines, counted.records.length]).toEqual([3, 1, 1]);
  });
});
