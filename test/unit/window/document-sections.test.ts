/** A document is cut for reading, and never changed: what is shown is what was written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSections, type DocumentSection } from '../../../renderer/features/review/inspector/document-sections.ts';
import { haveMtsamples, mtsamples, whyNoMtsamples } from '../../support/mtsamples.ts';

const partsOf = (sections: readonly DocumentSection[]): { text: string; from: number }[] =>
  sections.flatMap(({ head, body }) => (head === null ? body : [head, ...body]));

const joined = (text: string): string =>
  partsOf(splitSections(text))
    .map((part) => part.text)
    .join('');

/** What dictations are made of, so that heads, lost line ends and near misses come often. */
const dictation = fc
  .array(
    fc.oneof(
      fc.constantFrom('HISTORY OF PRESENT ILLNESS:', 'PLAN:', 'A:', 'A/B & C:', 'Time 12:30', 'HEENT', ':', 'É:'),
      fc.constantFrom(',', ' ,', ', ', ',,', '.,', '. , ', '\n', '\r\n', '\r', '\t', ' ', '  ', '"', ')'),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((pieces) => pieces.join(''));

describe('sections of a document', () => {
  it('are the text again when they are joined, whatever the text', () => {
    fc.assert(fc.property(dictation, (text) => joined(text) === text));
  });

  it('know where each part begins', () => {
    fc.assert(
      fc.property(dictation, (text) =>
        partsOf(splitSections(text)).every((part) => text.startsWith(part.text, part.from)),
      ),
    );
  });

  it('have the heads a reader sees, and paragraphs where line ends were lost', () => {
    const text = 'REASON FOR EXAM:,  Murmur.,PROCEDURE: , 1.  Doppler.,2.  M-mode.,';
    expect(splitSections(text)).toEqual([
      {
        head: { kind: 'head', text: 'REASON FOR EXAM:', from: 0 },
        body: [
          { kind: 'join', text: ',  ', from: 16 },
          { kind: 'text', text: 'Murmur.', from: 19 },
          { kind: 'join', text: ',', from: 26 },
        ],
      },
      {
        head: { kind: 'head', text: 'PROCEDURE:', from: 27 },
        body: [
          { kind: 'join', text: ' , ', from: 37 },
          { kind: 'text', text: '1.  Doppler.', from: 40 },
          { kind: 'join', text: ',', from: 52 },
          { kind: 'text', text: '2.  M-mode.', from: 53 },
          { kind: 'join', text: ',', from: 64 },
        ],
      },
    ]);
  });

  it.each(['Seen at 12:30 today, without pain.', 'He said: no, never.', 'The INR:PT ratio was high.'])(
    'are none in running text: %s',
    (text) => {
      expect(splitSections(text)).toEqual([{ head: null, body: [{ kind: 'text', text, from: 0 }] }]);
    },
  );

  it.each(['A, ', 'A ', ' ', ',', 'A:', 'A.,', '\n'])('of a megabyte of %j are found at once', (piece) => {
    const text = piece.repeat(1_000_000 / piece.length);
    const began = performance.now();
    expect(joined(text).length).toBe(text.length);
    // Far above what it takes, far below what a pattern that backtracks would take.
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.skipIf(!haveMtsamples)(`are the text again for every real transcription${whyNoMtsamples}`, () => {
    const texts = mtsamples('mtsamples.jsonl')
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { transcription?: string | null }).transcription ?? '');
    expect(texts.filter((text) => joined(text) !== text)).toEqual([]);
    expect(texts.filter((text) => splitSections(text).some(({ head }) => head !== null)).length).toBeGreaterThan(3_000);
  });
});
