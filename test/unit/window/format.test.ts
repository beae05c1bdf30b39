import { expect, it } from 'vitest';
import { formatShare } from '../../../renderer/ui/format.ts';

it.each([
  [0, 5_000, '0 %'],
  [1, 5_000, '< 0.1 %'],
  [5, 5_000, '0.1 %'],
  [625, 5_000, '12.5 %'],
  [0, 0, ''],
])('the share of %i in %i is shown as %j', (part, of, words) => expect(formatShare(part, of)).toBe(words));
