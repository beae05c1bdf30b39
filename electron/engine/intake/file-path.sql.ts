import { literal } from '../db/sql.ts';

/** The path as a pattern that matches nothing else. */
export const escapeGlob = (path: string): string => path.replaceAll(/[*?[]/g, '[$&]');

/**
 * Quotes the path of one file for DuckDB's readers. They take every path for a pattern: without this, `report[1].csv`
 * would read `report1.csv` where there is one.
 */
export const fileLiteral = (path: string): string => literal(escapeGlob(path));
