/** Spark's addresses as this machine writes them. */
import { describe, expect, it } from 'vitest';
import type { SparkPlan } from '../../../electron/contract/spark.ts';
import { fileHere, publishHere, requireTarget } from '../../../electron/engine/spark/address-here.ts';

const planned = (publish: string): SparkPlan => ({ publish }) as SparkPlan;

describe('a publish that another one takes the place of', () => {
  const plan = planned('hdfs://name/lake/bronze/ingest_2');

  it('has the name that its own manifest has where both were committed', () => {
    expect(publishHere('hdfs://name/lake/bronze/ingest_1', plan, '/mnt/lake/bronze')).toBe('/mnt/lake/bronze/ingest_1');
    expect(publishHere('hdfs://name/lake/bronze/ingest_1', plan, 's3://lake/bronze')).toBe('s3://lake/bronze/ingest_1');
  });

  it('keeps its address where it stands elsewhere', () => {
    expect(publishHere('s3a://lake/old/ingest_1', plan, '/mnt/lake/bronze')).toBe('s3://lake/old/ingest_1');
    expect(publishHere('hdfs://name/old/ingest_1', plan, '/mnt/lake/bronze')).toBe('hdfs://name/old/ingest_1');
  });
});

describe("a source file's name", () => {
  it.each([
    ['file:///data/my%20wards%2520.csv', '/data/my wards%20.csv'],
    ['s3a://lake/in/my%20wards%2520.csv', 's3://lake/in/my wards%20.csv'],
    ['s3://lake/in/100%.csv', 's3://lake/in/100%.csv'],
    ['hdfs://name/in/my%20wards.csv', 'hdfs://name/in/my%20wards.csv'],
  ])('%s is %s', (uri, name) => {
    expect(fileHere(uri)).toBe(name);
  });
});

it('a bronze folder that only Spark reaches is asked for, with what follows from that', () => {
  const plan = planned('hdfs://name/lake/bronze/ingest_2');
  expect(() => requireTarget(undefined, plan, 'nothing can be brought here')).toThrow(
    /does not reach hdfs:.*so nothing can be brought here\. Name the bronze folder/,
  );
  expect(requireTarget('/mnt/lake', plan, '')).toBe('/mnt/lake');
});
