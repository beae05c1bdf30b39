/**
 * What every scanner reports, whatever the format: where good records are (anchors), what could not be read (rejects), and
 * which lines are neither. Rejects hold source bytes; nothing else here does, so sentences and tallies are safe to log.
 */

export interface Anchor {
  /** 0-based place of the record within this file. */
  ordinal: number;
  /** 1-based physical line the record starts on. */
  line: number;
  /** 0-based byte offset of its first byte, in the (decoded UTF-8) bytes that were pushed. */
  offset: number;
  /** Physical lines the record takes, at least 1. */
  span: number;
}

export type RejectReason =
  | 'too_many_fields'
  | 'too_few_fields'
  | 'text_after_quote'
  | 'unclosed_quote'
  | 'invalid_encoding'
  | 'record_too_long'
  | 'not_json'
  | 'not_an_object'
  | 'not_an_array'
  | 'duplicate_key'
  | 'lone_surrogate'
  | 'trailing_text'
  | 'truncated'
  | 'tombstone';

export interface Reject {
  /** 1-based first and last physical line. */
  line: number;
  lastLine: number;
  offset: number;
  /** Bytes, the line end included when the reject owns one. */
  length: number;
  reason: RejectReason;
  /** 1-based field (CSV) or byte within the record (JSON) where the trouble shows. */
  column: number | null;
  /** The bytes without the final line end; cut at the scanner's `maxRecordBytes` when the line is longer (see `length`). */
  raw: Buffer;
  /** The ordinal the next good record will get. */
  before: number;
  /** Fields found, for the two field-count reasons. */
  fields: number | null;
  /** Fields a record should have, when known. */
  expected: number | null;
}

export interface LineTally {
  bytes: number;
  physicalLines: number;
  /** Lines of records and of rejects. */
  recordLines: number;
  rejectLines: number;
  /** Header, blank, skipped; in JSON also lines of nothing but brackets, commas and space. */
  nonRecordLines: number;
  blankLines: number;
  records: number;
  rejects: number;
}

export type RejectCounts = Pick<Reject, 'fields' | 'expected'>;

const fields = (count: number | null): string =>
  count === null ? 'another number of fields' : count === 1 ? '1 field' : `${count} fields`;

const miscount = ({ fields: found, expected }: RejectCounts): string =>
  expected === null
    ? `has ${fields(found)}`
    : `has ${fields(found)} where ${fields(expected)} ${expected === 1 ? 'is' : 'are'} expected`;

/** Reason to a predicate for people ("Line 12 " + sentence). Holds no cell values. */
export const rejectSentences: Readonly<Record<RejectReason, (counts: RejectCounts) => string>> = {
  too_many_fields: miscount,
  too_few_fields: miscount,
  text_after_quote: () => 'has text after a closing quote',
  unclosed_quote: () => 'opens a quote that is never closed',
  invalid_encoding: () => 'holds bytes that are not valid UTF-8',
  record_too_long: () => 'is longer than a record may be (8 MiB)',
  not_json: () => 'is not valid JSON',
  not_an_object: () => 'is valid JSON but not an object',
  not_an_array: () => 'does not start with a JSON array or object',
  duplicate_key: () => 'names the same key twice',
  lone_surrogate: () => 'holds half of a surrogate pair, which no UTF-8 text can carry',
  trailing_text: () => 'has text after the end of the JSON',
  truncated: () => 'stops before the record is complete',
  tombstone: () => 'has no value: it says that its key was deleted',
};

export const describeReject = (reject: RejectCounts & Pick<Reject, 'reason'>): string =>
  rejectSentences[reject.reason](reject);
