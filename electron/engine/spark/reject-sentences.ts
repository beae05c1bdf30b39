/** Why Spark's script took a stretch of source for no record, in the words of the desk's own counter as far as it has them. */
import { describeReject } from '../intake/scan/records.ts';

/** By the script's reasons; predicates without a value in them. `columns` are those of the source. */
export function rejectSentences(columns: number): Record<string, string> {
  const known = ['record_too_long', 'invalid_encoding', 'lone_surrogate', 'duplicate_key'] as const;
  const expected = columns === 1 ? '1 field' : `${columns} fields`;
  return {
    ...Object.fromEntries(known.map((reason) => [reason, describeReject({ reason, fields: null, expected: null })])),
    malformed_quotes: 'has a quote that is not closed, or text after a closing quote',
    too_few_fields: `has fewer than the ${expected} of the planned source`,
    too_many_fields: `has more than the ${expected} of the planned source`,
    not_a_flat_json_object: 'is not one JSON object of plain values',
    unknown_key: 'has a key that the planned source did not have',
  };
}
