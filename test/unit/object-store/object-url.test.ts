import { describe, expect, test } from 'vitest';
import {
  below,
  formatObjectUrl,
  isInside,
  isObjectUrl,
  parseObjectUrl,
} from '../../../electron/contract/object-url.ts';

describe('an address in an object store', () => {
  test.each([
    ['s3://bronze', 'bronze', ''],
    ['s3://bronze/', 'bronze', ''],
    ['S3://bronze/a', 'bronze', 'a'],
    ['s3://bronze/a/b.csv', 'bronze', 'a/b.csv'],
    ['s3://bronze//a//b/', 'bronze', 'a//b'],
    ['s3://bron.ze-1/ä ö?#%2F', 'bron.ze-1', 'ä ö?#%2F'],
  ])('%s', (text, bucket, key) => {
    expect(parseObjectUrl(text)).toEqual({ bucket, key });
    expect(parseObjectUrl(formatObjectUrl({ bucket, key }))).toEqual({ bucket, key });
  });

  test.each([
    's3://',
    's3:///a',
    's3://B/a',
    's3://user:secret@host/a',
    's3://bronze/a/../b',
    's3://bronze/./a',
    '/bronze/a',
  ])('%s is none', (text) => expect(() => parseObjectUrl(text)).toThrow(/not an address in an object store/));

  test('an address that is none is not repeated: it may hold a secret', () => {
    expect(() => parseObjectUrl('s3://user:secret@host/a')).not.toThrow(/secret/);
  });

  test('paths on disk are none', () => {
    expect(['/a', 'a', 's3:/a', 'file:///a', 'C:\\s3'].filter(isObjectUrl)).toEqual([]);
  });

  test('inside is below, part by part', () => {
    const root = parseObjectUrl('s3://bronze/a');
    const inside = (text: string): boolean => isInside(parseObjectUrl(text), root);
    expect(inside('s3://bronze/a')).toBe(true);
    expect(inside('s3://bronze/a/b')).toBe(true);
    expect(inside('s3://bronze/ab')).toBe(false);
    expect(inside('s3://bronze')).toBe(false);
    expect(inside('s3://other/a')).toBe(false);
    expect(isInside(root, parseObjectUrl('s3://bronze'))).toBe(true);
  });

  test('below joins with one slash, also to nothing', () => {
    expect(below({ bucket: 'bronze', key: '' }, 'a').key).toBe('a');
    expect(below({ bucket: 'bronze', key: 'a' }, 'b').key).toBe('a/b');
  });
});
