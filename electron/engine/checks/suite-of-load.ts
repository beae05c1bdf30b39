/** Which suite a load is checked with, and what its expectations say in words. */
import { suiteSchema, type ExpectationKind, type Suite } from '../../contract/check.ts';
import type { Connection } from '../db/connection.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { bronzeValidation } from './builtin-suite.ts';
import { selectSuite } from './check-store.sql.ts';
import { planSuite } from './run/plan.ts';
import { parseSuite } from './suite/parse-suite.ts';

/** The text given, else the load's own suite, else the built-in one. */
export async function chooseSuite(connection: Connection, load: StoredLoad, text: string | undefined): Promise<Suite> {
  if (text !== undefined) return parseSuite(text).suite;
  return (await suiteOfLoad(connection, load)) ?? bronzeValidation;
}

export async function suiteOfLoad(connection: Connection, load: StoredLoad): Promise<Suite | undefined> {
  if (load.row.suite_hash === null) return undefined;
  const row = await connection.one<{ json: string }>(selectSuite(load.row.suite_hash));
  return row === undefined ? undefined : suiteSchema.parse(JSON.parse(row.json));
}

export interface RuleWords {
  readonly type: string;
  readonly sentence: string;
  readonly kind: ExpectationKind;
}

/** By expectation key. */
export async function rulesOfLoad(connection: Connection, load: StoredLoad): Promise<ReadonlyMap<string, RuleWords>> {
  const suite = await suiteOfLoad(connection, load);
  if (suite === undefined) return new Map();
  const planned = planSuite(suite, load.columns, { values: suite.suite_parameters, now: new Date() });
  return new Map(planned.map(({ key, config, sentence, kind }) => [key, { type: config.type, sentence, kind }]));
}
