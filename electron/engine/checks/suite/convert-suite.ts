/** Suite files out, in either generation of Great Expectations. */
import type { ExpectationConfig, JsonObject, Suite } from '../../../contract/check.ts';

export type SuiteGeneration = 'legacy' | '1.x';

/** The object to write as JSON. Reading it back gives the same suite. */
export function convertSuite(suite: Suite, generation: SuiteGeneration): JsonObject {
  return generation === 'legacy' ? legacySuite(suite) : currentSuite(suite);
}

function currentSuite(suite: Suite): JsonObject {
  return {
    name: suite.name,
    id: suite.id,
    expectations: suite.expectations.map((expectation) => ({
      type: expectation.type,
      ...(expectation.id === undefined ? {} : { id: expectation.id }),
      kwargs: expectation.kwargs,
      meta: expectation.meta,
      ...(expectation.notes === undefined ? {} : { notes: expectation.notes }),
      ...(expectation.description === undefined ? {} : { description: expectation.description }),
      ...(expectation.severity === undefined ? {} : { severity: expectation.severity }),
    })),
    ...(isEmpty(suite.suite_parameters) ? {} : { suite_parameters: suite.suite_parameters }),
    meta: suite.meta,
    ...(suite.notes === null ? {} : { notes: suite.notes }),
  };
}

function legacySuite(suite: Suite): JsonObject {
  return {
    expectation_suite_name: suite.name,
    ge_cloud_id: suite.id,
    data_asset_type: null,
    expectations: suite.expectations.map((expectation) => ({
      expectation_type: expectation.type,
      ...(expectation.id === undefined ? {} : { ge_cloud_id: expectation.id }),
      kwargs: expectation.kwargs,
      meta: legacyMeta(expectation),
      ...(expectation.description === undefined ? {} : { description: expectation.description }),
    })),
    ...(isEmpty(suite.suite_parameters) ? {} : { evaluation_parameters: suite.suite_parameters }),
    meta: suite.notes === null ? suite.meta : { ...suite.meta, notes: suite.notes },
  };
}

/** Legacy has no place for notes and severity but `meta`. */
function legacyMeta({ meta, notes, severity }: ExpectationConfig): JsonObject {
  return { ...meta, ...(notes === undefined ? {} : { notes }), ...(severity === undefined ? {} : { severity }) };
}

function isEmpty(object: JsonObject): boolean {
  return Object.keys(object).length === 0;
}
