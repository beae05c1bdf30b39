export interface HeaderGuess {
  header: boolean;
  confidence: number;
  evidence: string[];
}

type Row = readonly (string | null)[];

const VALUE =
  /^\s*([-+]?[\d.,]*\d[\d.,]*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d.*)?|true|false|yes|no|null|n\/a)\s*$/i;
const NAME = /^\s*[\p{L}_#%][\p{L}\p{N}\p{P}\p{S} ]{0,63}\s*$/u;
const looksLikeValue = (cell: string | null): boolean => cell !== null && VALUE.test(cell);

/** Whether the first of the rows is a header: names above, values below. Evidence holds no cell but the header's. */
export function detectHeader(rows: readonly Row[], fields: number): HeaderGuess {
  const [first, ...below] = rows;
  if (!first) return { header: true, confidence: 0.5, evidence: ['there is no record to judge a header by'] };
  const filled = first.filter((cell): cell is string => cell !== null && cell.trim() !== '');
  const values = filled.filter(looksLikeValue).length;
  if (values > 0) {
    const evidence = [
      `${values} of ${first.length} cells of the first line are numbers, dates or the like, so it is data`,
    ];
    return { header: false, confidence: values === filled.length ? 0.95 : 0.7, evidence };
  }
  if (filled.length === 0) return { header: false, confidence: 0.6, evidence: ['the first line holds no names'] };
  const named = filled.every((cell) => NAME.test(cell));
  const unique = new Set(filled.map((cell) => cell.trim().toLowerCase())).size === filled.length;
  const empty = first.length - filled.length;
  if (!named || !unique || empty >= filled.length) {
    const why = !named ? 'cells too long or odd for names' : !unique ? 'the same cell twice' : 'mostly empty cells';
    return { header: false, confidence: 0.6, evidence: [`the first line has ${why}, so it is data`] };
  }
  const evidence = [`the first line holds ${filled.length} different short names`];
  if (empty > 0) evidence.push(emptyNames(first));
  if (below.length === 0) {
    evidence.push('nothing stands below it');
    return { header: true, confidence: 0.7, evidence };
  }
  return weigh(first, below, fields, evidence);
}

function emptyNames(first: Row): string {
  const places = first.flatMap((cell, i) => (cell === null || cell.trim() === '' ? [i + 1] : []));
  const column = places.length === 1 ? `column ${places[0] ?? 0} has` : `columns ${places.join(', ')} have`;
  return `${column} an empty name; the others read like names, so it counts as a header`;
}

function weigh(first: Row, below: readonly Row[], fields: number, evidence: string[]): HeaderGuess {
  let typed = 0;
  let longer = 0;
  let repeated = 0;
  for (let column = 0; column < fields; column += 1) {
    const name = first[column] ?? null;
    const cells = below.map((row) => row[column] ?? null).filter((cell): cell is string => cell !== null);
    if (cells.length === 0) continue;
    if (cells.filter(looksLikeValue).length > 0.8 * cells.length) typed += 1;
    else if (cells.reduce((sum, cell) => sum + cell.length, 0) / cells.length > 2 * (name ?? '').length + 8)
      longer += 1;
    if (name !== null && name.trim() !== '' && cells.includes(name)) repeated += 1;
  }
  const hold = (count: number, place: string): string =>
    count === 1 ? `1 column${place} holds` : `${count} columns${place} hold`;
  if (typed > 0) evidence.push(`${hold(typed, ' below')} numbers, dates or the like`);
  if (longer > 0) evidence.push(`${hold(longer, ' below')} much longer text`);
  if (repeated > 0 && typed + longer <= repeated) {
    const again = `${hold(repeated, '')} the first line's text again further down, so it is data`;
    return { header: false, confidence: 0.7, evidence: [again] };
  }
  return { header: true, confidence: typed + longer > 0 ? 0.95 : 0.7, evidence };
}
