import { expect, it } from 'vitest';
import { locate } from '../../../electron/engine/intake/scan/anchors.ts';
import { scanCsv } from './scan-helpers.ts';

const rows = Array.from({ length: 2500 }, (_, i) =>
  i % 700 === 3 ? `${i},"x\ny\nz"\n` : i % 900 === 5 ? `${i}\n` : `${i},x\n`,
);
const text = `a,b\n${rows.join('')}`;
const { anchors, records } = scanCsv(text);
const lines = text.split('\n');

it('finds the line of every record from the anchors', () => {
  const wrong = records.filter(
    (record, ordinal) => lines[locate(anchors, ordinal).firstLine - 1]?.split(',')[0] !== record[0],
  );
  expect(wrong).toEqual([]);
});
it('finds every record by skipping lines from the anchor offset', () => {
  const wrong = records.filter((record, ordinal) => {
    const { anchorOffset, linesToSkip } = locate(anchors, ordinal);
    const ahead = text.slice(anchorOffset).split('\n', linesToSkip + 1);
    return ahead[linesToSkip]?.split(',')[0] !== record[0];
  });
  expect(wrong).toEqual([]);
});
it('gives the last line of a record of several lines', () => {
  expect(locate(anchors, 3)).toMatchObject({ firstLine: 5, lastLine: 7 });
});
it('keeps few anchors', () => {
  expect(anchors.length).toBeLessThan(20);
});
it('refuses an ordinal before the first anchor', () => {
  expect(() => locate([], 0)).toThrow(RangeError);
});
