import { literal } from '../db/sql.ts';

/**
 * Quotes the path of one file for DuckDB's readers. They take every path for a pattern: without this, `report[1].csv`
 * would read `report1.csv` where there is one.
 */
export const fileLiteral = (path: string): string => literal(path.replaceAll(/[*?[]/g, '[$&]'));
