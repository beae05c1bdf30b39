import { expect, test } from 'vitest';
import { OfferedPaths } from '../../../electron/engine/offered-paths.ts';

test('an address is required to lie below one that was offered, and comes back as it is spelt', () => {
  const offered = new OfferedPaths();
  offered.offer('s3://bronze/ours');
  expect(offered.require('s3://bronze/ours/')).toBe('s3://bronze/ours');
  expect(offered.require('s3://bronze/ours/a b')).toBe('s3://bronze/ours/a b');
  for (const other of ['s3://bronze', 's3://bronze/oursandmore', 's3://other/ours']) {
    expect(() => offered.require(other)).toThrow(expect.objectContaining({ code: 'PATH_NOT_OFFERED' }));
  }
});

test('a folder that is offered opens no address, nor the other way round', () => {
  const folder = new OfferedPaths();
  folder.offer('/');
  expect(() => folder.require('s3://bronze')).toThrow(expect.objectContaining({ code: 'PATH_NOT_OFFERED' }));
  const address = new OfferedPaths();
  address.offer('s3://bronze');
  expect(() => address.require('/bronze')).toThrow(expect.objectContaining({ code: 'PATH_NOT_OFFERED' }));
});
