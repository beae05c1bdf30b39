import type { Suite } from '../../contract/check.ts';

/** The suite used when none is given: the original pipeline's, with its regex written as it was meant. */
export const bronzeValidation: Suite = {
  name: 'bronze_validation',
  id: null,
  expectations: [
    { type: 'expect_column_to_exist', kwargs: { column: 'transcription' }, meta: {} },
    { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'medical_specialty' }, meta: {} },
    {
      type: 'expect_column_values_to_match_regex',
      kwargs: { column: 'medical_specialty', regex: '^[A-Za-z\\s]+$' },
      meta: {},
    },
  ],
  suite_parameters: {},
  meta: {},
  notes: null,
};
