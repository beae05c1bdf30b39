import { describe, expect, it } from 'vitest';
import { whyInstall } from '../../../build/install.mjs';

const zod = { version: '4.0.0', integrity: 'sha512-a' };

describe('whether an install is needed', () => {
  it('is not when everything agrees', () => {
    expect(whyInstall({ '': {}, 'node_modules/zod': zod }, { 'node_modules/zod': zod })).toBeNull();
  });

  it('is when nothing is there', () => {
    expect(whyInstall({ 'node_modules/zod': zod }, null)).toBe('nothing is installed yet');
  });

  it('is when a version or a checksum differs', () => {
    for (const other of [{ version: '4.0.1' }, { integrity: 'sha512-b' }]) {
      expect(whyInstall({ 'node_modules/zod': zod }, { 'node_modules/zod': { ...zod, ...other } })).toContain('zod');
    }
  });

  it('is when a package is missing or left over', () => {
    expect(whyInstall({ 'node_modules/zod': zod }, {})).toContain('zod');
    expect(whyInstall({}, { 'node_modules/zod': zod })).toContain('no longer');
  });

  it('is not for the packages of another platform', () => {
    expect(whyInstall({ 'node_modules/for-mac': { ...zod, optional: true } }, {})).toBeNull();
  });

  it('demands a lockfile', () => {
    expect(() => whyInstall(null, {})).toThrow('package-lock.json is missing');
  });
});
