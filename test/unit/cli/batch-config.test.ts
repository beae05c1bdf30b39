import { describe, expect, it } from 'vitest';
import { parseBatchConfig } from '../../../electron/hosts/cli/batch-config.ts';

const seed = {
  source_uri: 'in/notes.jsonl',
  target_dir: '../bronze',
  file_format: 'parquet',
  partition_by: ['ingest_date'],
};
const parse = (config: unknown) => parseBatchConfig(JSON.stringify(config), '/jobs/night/batch.json');

describe('the batch configuration', () => {
  it('takes the paths of the seed relative to its file', () => {
    expect(parse(seed)).toMatchObject({
      source: '/jobs/night/in/notes.jsonl',
      target: '/jobs/bronze',
      partitionBy: ['ingest_date'],
    });
  });

  it('takes a file address', () => {
    expect(parse({ ...seed, source_uri: 'file:///data/my%20notes.csv' }).source).toBe('/data/my notes.csv');
  });

  it('takes a suite and a compression', () => {
    expect(parse({ ...seed, suite: 'suite.json', compression: 'zstd' })).toMatchObject({
      suite: '/jobs/night/suite.json',
      compression: 'zstd',
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { ...seed, partitions: [] }, /partitions/],
    ['another file format', { ...seed, file_format: 'orc' }, /file_format.*parquet/],
    ['a missing source', { target_dir: 'x' }, /source_uri/],
    ['an address elsewhere', { ...seed, source_uri: 'ftp://host/a.csv' }, /ftp:\/\/.*cannot be used/],
    ['a list', [], /cannot be used/],
  ])('refuses %s and names it', (_what, config, message) => {
    expect(() => parse(config)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringMatching(message) as string }),
    );
  });

  it('says which file is not JSON', () => {
    expect(() => parseBatchConfig('{', '/jobs/batch.json')).toThrow(/\/jobs\/batch\.json is not JSON/);
  });
});
