import { hasBom } from './byte-feed.ts';
import { dialectBytes, type CsvDialect } from './csv-dialect.ts';
import { RecordReader, type LineMode } from './csv-record.ts';

/** How a lone CR is read in the file that starts so: decided, as in the scanner, by the first line end outside quotes. */
export function lineModeOf(head: Buffer, dialect: CsvDialect): LineMode {
  const reader = new RecordReader(dialectBytes(dialect));
  const start = hasBom(head) ? 3 : 0;
  if ((dialect.skipLines ?? 0) > 0) reader.readLine(head, start, true);
  else reader.read(head, start, true);
  return reader.mode;
}
