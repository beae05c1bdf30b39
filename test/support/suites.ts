/** Suites for tests, as the objects their files hold. */
export interface SuiteFile {
  readonly expectation_suite_name: string;
  readonly expectations: readonly { readonly expectation_type: string; readonly kwargs: Record<string, unknown> }[];
}

export const suite = (...expectations: [type: string, kwargs: Record<string, unknown>][]): SuiteFile => ({
  expectation_suite_name: 'test',
  expectations: expectations.map(([type, kwargs]) => ({ expectation_type: type, kwargs })),
});

export const notNull = (column: string): [string, Record<string, unknown>] => [
  'expect_column_values_to_not_be_null',
  { column },
];

export const matches = (column: string, regex: string): [string, Record<string, unknown>] => [
  'expect_column_values_to_match_regex',
  { column, regex },
];

export const unique = (column: string): [string, Record<string, unknown>] => [
  'expect_column_values_to_be_unique',
  { column },
];
