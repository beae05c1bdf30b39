/** Great Expectations' own cases, from the folder beside the repository; empty when it is not there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { JsonObject, JsonValue } from '../../electron/contract/check.ts';

export interface Case {
  readonly title: string;
  readonly kwargs: JsonObject;
  readonly result: JsonObject;
  readonly exact_match_out: boolean;
  readonly error: { traceback_substring: string } | null;
  readonly source_asserted?: boolean;
  readonly relative_tolerance?: number;
  readonly tags?: readonly string[];
}

export interface Table {
  readonly data: Readonly<Record<string, readonly JsonValue[]>>;
  readonly schema: Readonly<Record<string, string>>;
}

export interface Dataset extends Table {
  readonly dataset_index: number;
  readonly index_column?: string;
  readonly table_name?: string;
  readonly other_tables?: Readonly<Record<string, Table>>;
  readonly tests: readonly Case[];
}

export interface CaseFile {
  readonly expectation_type: string;
  readonly datasets: readonly Dataset[];
}

export const caseFolder = fileURLToPath(new URL('../../../shared/conformance/great_expectations/', import.meta.url));

export function readCaseFiles(): CaseFile[] {
  if (!existsSync(caseFolder)) return [];
  return readdirSync(caseFolder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(`${caseFolder}${name}`, 'utf8')) as CaseFile);
}
