import { describe, expect, it } from 'vitest';
import type { Input, Method } from '../../../electron/contract/methods.ts';
import { isTouched } from '../../../renderer/engine/touched-questions.ts';

const changed = new Set(['L2', 'L3']);

const asks = <M extends Method>(method: M, input: Input<M>): boolean => isTouched([method, input], changed);

const trial = { type: 'expect_column_to_exist', kwargs: { column: 'load' } };
const where = { where: [{ column: 'load', operator: '=' as const, value: 'L1' }] };

describe('a change of other loads', () => {
  it('leaves alone what is asked of one load', () => {
    expect(asks('load.get', { load: 'L1' })).toBe(false);
    expect(asks('check.try', { load: 'L1', expectation: trial })).toBe(false);
    expect(asks('quarantine.families', { filter: { load: 'L1', ...where } })).toBe(false);
    expect(asks('record.get', { record_id: 'L1:42' })).toBe(false);
    expect(asks('reject.get', { record_id: 'L1:r4' })).toBe(false);
    expect(asks('audit.summary', { filter: { record: 'L1:42' } })).toBe(false);
    expect(asks('publish.plan', { load: 'L1', target: '/bronze', actor: 'MK' })).toBe(false);
  });

  it('leaves alone what is tried out on one load', () => {
    expect(isTouched(['review.waive', 'dry run', { selection: { load: 'L1' } }, {}], changed)).toBe(false);
    expect(isTouched(['review.repair', 'dry run', { reject: 'L1:r4', text: '' }, {}], changed)).toBe(false);
    expect(isTouched(['review.undo', 'dry run', { operation: 'o1' }, { load: 'L1' }], changed)).toBe(false);
  });

  it('leaves alone what speaks of no load at all', () => {
    expect(asks('source.preview', { source: { paths: ['/in/a.csv'] } })).toBe(false);
    expect(asks('publish.target', { target: '/bronze' })).toBe(false);
    expect(asks('suite.parse', { text: '{}' })).toBe(false);
    expect(asks('suite.builtin', {})).toBe(false);
  });

  it('touches what is asked of them', () => {
    expect(asks('load.get', { load: 'L2' })).toBe(true);
    expect(asks('record.get', { record_id: 'L3:42' })).toBe(true);
    expect(isTouched(['review.undo', 'dry run', { operation: 'o1' }, { load: 'L2' }], changed)).toBe(true);
  });

  it('touches what is asked of all loads', () => {
    expect(asks('load.list', { kind: 'files' })).toBe(true);
    expect(asks('stream.list', {})).toBe(true);
    expect(asks('workspace.get', {})).toBe(true);
    expect(asks('audit.summary', { filter: { actor: 'MK' } })).toBe(true);
    expect(isTouched(['review.undo', 'dry run', { operation: 'o1' }, {}], changed)).toBe(true);
  });
});
