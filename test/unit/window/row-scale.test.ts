import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOfRow, rowHeight, scaleRows, scrollToSee, tallest } from '../../../renderer/grid/row-scale.ts';

const viewports = fc.integer({ min: 62, max: 2_000 });
const counts = fc.integer({ min: 1, max: 20_000_000 });

describe('where rows stand', () => {
  it('never needs an element taller than a browser can draw to the pixel', () => {
    fc.assert(fc.property(counts, viewports, (rows, viewport) => scaleRows(rows, viewport).height <= tallest));
  });

  it('is one row under the other, a row apart', () => {
    fc.assert(
      fc.property(counts, viewports, fc.double({ min: 0, max: 1, noNaN: true }), (rows, viewport, share) => {
        const scale = scaleRows(rows, viewport);
        const scrollTop = Math.round(share * Math.max(0, scale.height - viewport));
        const first = Math.floor(scrollTop / scale.step);
        const places = [0, 1, 2].map((next) => placeOfRow(scale, first + next, scrollTop));
        expect(places[1]! - places[0]!).toBe(rowHeight);
        expect(places[2]! - places[1]!).toBe(rowHeight);
      }),
    );
  });

  it('shows the last row whole at the end of the scroll bar', () => {
    fc.assert(
      fc.property(counts, viewports, (rows, viewport) => {
        const scale = scaleRows(rows, viewport);
        const end = Math.max(0, scale.height - viewport);
        const bottom = placeOfRow(scale, rows - 1, end) + rowHeight;
        expect(Math.abs(bottom - Math.max(end + viewport, 0))).toBeLessThanOrEqual(
          scale.height < viewport ? viewport : 1,
        );
      }),
    );
  });

  it('brings any row into sight, and does not move for one that is seen', () => {
    fc.assert(
      fc.property(counts, viewports, fc.nat(), fc.nat(), (rows, viewport, target, start) => {
        const scale = scaleRows(rows, viewport);
        const end = Math.max(0, scale.height - viewport);
        const index = target % rows;
        const scrollTop = scrollToSee(scale, index, Math.min(start, end), viewport);
        const place = placeOfRow(scale, index, scrollTop);
        // The scroll bar stops at whole pixels, and each may stand for several pixels of rows.
        const closest = rowHeight / scale.step + 1;
        expect(place).toBeGreaterThanOrEqual(scrollTop - closest);
        expect(place + rowHeight).toBeLessThanOrEqual(scrollTop + viewport + closest);
        expect(Math.abs(scrollToSee(scale, index, scrollTop, viewport) - scrollTop)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
