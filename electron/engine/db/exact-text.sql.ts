/**
 * The driver drops a byte order mark that a text begins with: given two, it leaves one. For every text read back that
 * must be what was stored, to the byte.
 */
export const exactText = (expression: string): string =>
  `CASE WHEN starts_with(${expression}, chr(65279)) THEN chr(65279) || ${expression} ELSE ${expression} END`;
