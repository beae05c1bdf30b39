import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeSample } from '../../fixtures/make-sample.mjs';

const committed = (name: string) => readFileSync(new URL(`../../fixtures/sample/${name}`, import.meta.url));

describe('the sample', () => {
  it.each([...makeSample()])('%s is what its generator makes', (name, bytes) => {
    expect(committed(name).equals(bytes)).toBe(true);
  });
});
