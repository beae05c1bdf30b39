/**
 * What the workspace holds, counted when somebody reads the metrics. A load is counted again only after it changed, which
 * its mark in the store tells, or an event; and one reading spends a bounded time on it: the first one in a workspace of
 * many thousand loads would otherwise outlast the scrape it answers. What waits for the next is told by a gauge of its own.
 */
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from 'prom-client';
import { suiteSchema } from '../../contract/check.ts';
import type { RecordState } from '../../contract/words.ts';
import { expectationKey } from '../checks/suite/identity.ts';
import type { Connection } from '../db/connection.ts';
import type { Database } from '../db/database.ts';
import { receiptOf } from '../intake/describe-loads.ts';
import { selectLoad, type LoadRow } from '../intake/load-store.sql.ts';
import { errnoOf } from '../storage-error.ts';
import type { Workspace } from '../workspace.ts';
import { BoundedGauge, type PlainGauge } from './instruments.ts';
import { defaultSeverity, otherValue, severities, states, types, type Labels } from './labels.ts';
import {
  countFindings,
  loadStates,
  selectLoadMarks,
  selectSuitesInUse,
  type LoadMark,
  type LoadState,
} from './store-gauges.sql.ts';

interface CountedLoad {
  readonly mark: string;
  readonly state: LoadState;
  readonly records: Readonly<Record<RecordState, number>>;
  readonly balanced: boolean;
  readonly landingBytes: number;
}

/** Well below Prometheus's ten seconds for a scrape, and little of a consumer's time. */
const countingMs = 1_000;

export class StoreGauges {
  readonly #counted = new Map<string, CountedLoad>();
  readonly #changed = new Set<string>();
  #findingsChanged = true;

  readonly #records: BoundedGauge<{ state: typeof states }>;
  readonly #loads: BoundedGauge<{ state: typeof loadStates }>;
  readonly #findings: BoundedGauge<{ expectation_type: typeof types; severity: typeof severities }>;
  readonly #unbalanced: PlainGauge;
  readonly #uncounted: PlainGauge;
  readonly #landingBytes: PlainGauge;
  readonly #storeBytes: PlainGauge;
  readonly #walBytes: PlainGauge;
  readonly #freeBytes: PlainGauge;
  readonly #locked: PlainGauge;

  constructor(registry: Registry) {
    const plain = (name: string, help: string): PlainGauge => new BoundedGauge(registry, { name, help, labels: {} });
    this.#records = new BoundedGauge(registry, {
      name: 'bronze_desk_records',
      help: 'Records in the workspace by review state; rejects count as quarantined until they are repaired or excluded.',
      labels: { state: states },
    });
    this.#loads = new BoundedGauge(registry, {
      name: 'bronze_desk_loads',
      help: 'Loads in the workspace by how far they are.',
      labels: { state: loadStates },
    });
    this.#findings = new BoundedGauge(registry, {
      name: 'bronze_desk_findings',
      help: 'Findings that stand, waived ones included, by the type and severity of the expectation that failed.',
      labels: { expectation_type: types, severity: severities },
    });
    this.#unbalanced = plain('bronze_desk_unbalanced_loads', 'Loads whose receipt does not balance.');
    this.#uncounted = plain('bronze_desk_uncounted_loads', 'Loads that the next reading will count.');
    this.#landingBytes = plain('bronze_desk_landing_bytes', 'Bytes of the landed sources in the workspace.');
    this.#storeBytes = plain('bronze_desk_store_bytes', 'Bytes of the review store.');
    this.#walBytes = plain('bronze_desk_store_wal_bytes', "Bytes of the review store's write-ahead log.");
    this.#freeBytes = plain('bronze_desk_workspace_free_bytes', 'Bytes free for us on the disk of the workspace.');
    this.#locked = plain('bronze_desk_workspace_locked', 'Always 1: this process holds the lock of the workspace.');
    this.#locked.set({}, 1);
  }

  changed(load: string): void {
    this.#changed.add(load);
    this.#findingsChanged = true;
  }

  async refresh(db: Database, workspace: Workspace): Promise<void> {
    await db.read(async (connection) => {
      await this.#countLoads(connection, workspace);
      await this.#countFindings(connection);
    });
    this.#showLoads();
    this.#storeBytes.set({}, await sizeOf(workspace.store));
    this.#walBytes.set({}, await sizeOf(`${workspace.store}.wal`));
    const { bavail, bsize } = await statfs(workspace.path);
    this.#freeBytes.set({}, bavail * bsize);
  }

  async #countLoads(connection: Connection, workspace: Workspace): Promise<void> {
    const marks = await connection.all<LoadMark>(selectLoadMarks());
    for (const { id, mark } of marks) if (this.#counted.get(id)?.mark !== mark) this.changed(id);
    const until = performance.now() + countingMs;
    for (const { id, mark, state } of marks) {
      if (performance.now() > until) break;
      // Before it is counted: a change that comes meanwhile marks it afresh.
      if (!this.#changed.delete(id)) continue;
      try {
        const landed = this.#counted.get(id)?.landingBytes ?? (await sizeOfFolder(join(workspace.landing, id)));
        const row = await connection.only<LoadRow>(selectLoad(id));
        const { balanced, ...records } = await receiptOf(connection, row);
        this.#counted.set(id, { mark, state, records, balanced, landingBytes: landed });
      } catch (error) {
        this.#changed.add(id);
        throw error;
      }
    }
  }

  async #countFindings(connection: Connection): Promise<void> {
    if (!this.#findingsChanged) return;
    this.#findingsChanged = false;
    try {
      this.#findings.setAll(await findingsByExpectation(connection));
    } catch (error) {
      this.#findingsChanged = true;
      throw error;
    }
  }

  #showLoads(): void {
    const counted = [...this.#counted.values()];
    const sum = (of: (load: CountedLoad) => number): number => counted.reduce((total, load) => total + of(load), 0);
    this.#records.setAll(states.map((state) => [{ state }, sum((load) => load.records[state])]));
    this.#loads.setAll(loadStates.map((state) => [{ state }, sum((load) => Number(load.state === state))]));
    this.#unbalanced.set(
      {},
      sum(({ balanced }) => Number(!balanced)),
    );
    this.#landingBytes.set(
      {},
      sum(({ landingBytes }) => landingBytes),
    );
    this.#uncounted.set({}, this.#changed.size);
  }
}

type FindingLabels = Labels<{ expectation_type: typeof types; severity: typeof severities }>;

async function findingsByExpectation(connection: Connection): Promise<[FindingLabels, number][]> {
  const known = new Map<string, FindingLabels>();
  for (const { hash, json } of await connection.all<{ hash: string; json: string }>(selectSuitesInUse())) {
    for (const expectation of suiteSchema.parse(JSON.parse(json)).expectations) {
      const { type, severity = defaultSeverity } = expectation;
      known.set(`${hash} ${expectationKey(expectation)}`, { expectation_type: type, severity });
    }
  }
  const rows = await connection.all<{ suite_hash: string; expectation_key: string; findings: number }>(countFindings());
  const unknown = { expectation_type: otherValue, severity: otherValue } as const;
  return rows.map((row) => [known.get(`${row.suite_hash} ${row.expectation_key}`) ?? unknown, row.findings]);
}

/** A file that is not there takes no room. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

async function sizeOfFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map((entry) => sizeOf(join(entry.parentPath, entry.name))));
  return sizes.reduce((total, size) => total + size, 0);
}
