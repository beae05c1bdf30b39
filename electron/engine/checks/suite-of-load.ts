/** Which suite a load is checked with, and what its expectations say in words. */
import { suiteSchema, type Suite } from '../../contract/check.ts';
import type { Connection } from '../db/connection.ts';
import type { StoredLoad } from '../intake/load-store.ts';
import { bronzeValidation } from './builtin-suite.ts';
import { selectSuite } from './check-store.sql.ts';
import { planSuite, type PlannedExpectation } from './run/plan.ts';
import { parseSuite } from './suite/parse-suite.ts';

/** The text given, else the load's own suite, else the built-in one. */
export async function chooseSuite(connection: Connection, load: StoredLoad, text: string | undefined): Promise<Suite> {
  if (text !== undefined) return parseSuite(text).suite;
  return (await suiteOfLoad(connection, load)) ?? bronzeValidation;
}

/** Suites by hash: what a hash names never changes, and every window and every edit asks for one. */
const known = new Map<string, Suite>();
const mostKnown = 16;

export async function suiteOfLoad(connection: Connection, load: StoredLoad): Promise<Suite | undefined> {
  const hash = load.row.suite_hash;
  if (hash === null) return undefined;
  const remembered = known.get(hash);
  if (remembered !== undefined) return remembered;
  const row = await connection.one<{ json: string }>(selectSuite(hash));
  if (row === undefined) return undefined;
  const suite = suiteSchema.parse(JSON.parse(row.json));
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
  known.set(hash, suite);
  return suite;
}

export interface LoadRules {
  readonly suite: Suite;
  /** Parameters such as `now()` resolved for this moment. */
  readonly planned: readonly PlannedExpectation[];
}

/** Undefined while the load has not been checked. */
export async function rulesOfLoad(connection: Connection, load: StoredLoad): Promise<LoadRules | undefined> {
  const suite = await suiteOfLoad(connection, load);
  if (suite === undefined) return undefined;
  return { suite, planned: planSuite(suite, load.columns, { values: suite.suite_parameters, now: new Date() }) };
}

/** What an expectation is called and what it says. */
export interface RuleWords {
  readonly type: string;
  readonly sentence: string;
}

/** By expectation key. */
export async function wordsOfRules(connection: Connection, load: StoredLoad): Promise<ReadonlyMap<string, RuleWords>> {
  const rules = await rulesOfLoad(connection, load);
  return new Map(rules?.planned.map(({ key, config, sentence }) => [key, { type: config.type, sentence }]));
}
