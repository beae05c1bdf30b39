/** A stretch of a text that is to be seen. From (inclusive) and to (exclusive), in UTF-16 code units. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}
