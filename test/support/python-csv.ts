/**
 * CSV as Python's csv module reads it (excel dialect): plain, and nothing to do with the reader under test. An empty
 * unquoted field is null.
 */
export function readCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"';
    const [value, end] = quoted ? readQuoted(text, at + 1) : readBare(text, at);
    row.push(value === '' && !quoted ? null : value);
    at = end + 1;
    if (text[end] === ',') continue;
    if (text[end] === '\r' && text[at] === '\n') at += 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

const endOfField = /[,\r\n]|$/g;

/** The value and where it ends. */
function readBare(text: string, from: number): [string, number] {
  endOfField.lastIndex = from;
  const end = endOfField.exec(text)?.index ?? text.length;
  return [text.slice(from, end), end];
}

function readQuoted(text: string, from: number): [string, number] {
  let value = '';
  for (let start = from; ;) {
    const quote = text.indexOf('"', start);
    value += text.slice(start, quote);
    if (text[quote + 1] !== '"') return [value, quote + 1];
    value += '"';
    start = quote + 2;
  }
}
