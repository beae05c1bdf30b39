/**
 * CSV as Python's csv module reads it (excel dialect), character by character: slow, plain, and nothing to do with the
 * reader under test. An empty unquoted field is null.
 */
export function readCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let field = '';
  let quoted = false;
  let inQuotes = false;
  const endField = (): void => {
    row.push(field === '' && !quoted ? null : field);
    field = '';
    quoted = false;
  };
  const endRow = (): void => {
    endField();
    rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (inQuotes) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') field += text.charAt((at += 1));
      else inQuotes = false;
    } else if (char === '"' && field === '' && !quoted) inQuotes = quoted = true;
    else if (char === ',') endField();
    else if (char === '\n') endRow();
    else if (char !== '\r') field += char;
  }
  if (row.length > 0 || field !== '' || quoted) endRow();
  return rows;
}
