import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { locate } from '../../../electron/engine/intake/scan/anchors.ts';
import { detectDialect } from '../../../electron/engine/intake/scan/detect.ts';
import { scanCsv } from './scan-helpers.ts';

const path = fileURLToPath(new URL('../../../../shared/data/mtsamples.csv.gz', import.meta.url));

describe.skipIf(!existsSync(path))(
  `MTSamples${existsSync(path) ? '' : ' (skipped: ../shared/data is not here)'}`,
  () => {
    const bytes = existsSync(path) ? gunzipSync(readFileSync(path)) : Buffer.alloc(0);
    const scanned = scanCsv(bytes);
    const nulls = (column: number) => scanned.records.filter((record) => record[column] === null).length;

    it('has the golden line figures', () => {
      expect(scanned.tally).toMatchObject({
        physicalLines: 5029,
        records: 4999,
        rejects: 0,
        columns: 6,
        quotedNewlines: 29,
        nonRecordLines: 1,
        needsCleanCopy: false,
        lineEnds: { lf: 5000, crlf: 0, cr: 0 },
      });
    });
    it('has the golden nulls', () => {
      expect([0, 1, 2, 3, 4, 5].map(nulls)).toEqual([0, 0, 0, 0, 33, 1068]);
    });
    it('has the longest transcription at index 4610', () => {
      expect(scanned.records[4610]?.[4]?.length).toBe(18_425);
    });
    it('ends its last record on line 5,029', () => {
      expect(locate(scanned.anchors, 4998).lastLine).toBe(5029);
    });
    it('is recognised, the empty header name included', () => {
      const found = detectDialect(bytes.subarray(0, 1 << 20));
      expect(found).toMatchObject({
        dialect: { delimiter: ',', quote: '"', escape: '"', header: true },
        columns: ['', 'description', 'medical_specialty', 'sample_name', 'transcription', 'keywords'],
      });
    });
  },
);
