export interface CsvDialect {
  /** One ASCII byte. */
  delimiter: string;
  quote: string | null;
  /** Usually the quote itself, else a backslash; null when there is no quote. */
  escape: string | null;
  header: boolean;
  /** Physical lines before the header that hold no record. */
  skipLines?: number;
}

/** What clean copies are written in: LF line ends, header first. */
export const canonicalDialect: Readonly<CsvDialect> = { delimiter: ',', quote: '"', escape: '"', header: true };

export interface DialectBytes {
  delimiter: number;
  /** -1 when the dialect has none. */
  quote: number;
  escape: number;
}

const asciiByte = (name: string, text: string): number => {
  const code = text.charCodeAt(0);
  if (text.length !== 1 || code === 10 || code === 13 || code === 32 || code > 126)
    throw new RangeError(`the ${name} must be one ASCII character, not a space or line end`);
  return code;
};

/** Throws RangeError for a dialect no scanner can follow. */
export function dialectBytes(dialect: CsvDialect): DialectBytes {
  const delimiter = asciiByte('delimiter', dialect.delimiter);
  const quote = dialect.quote === null ? -1 : asciiByte('quote', dialect.quote);
  const escape = quote < 0 ? -1 : dialect.escape === null ? quote : asciiByte('escape', dialect.escape);
  if (delimiter === quote || delimiter === escape)
    throw new RangeError('the delimiter must differ from the quote and the escape');
  return { delimiter, quote, escape };
}
