/**
 * Groups of batches into the store and on into bronze. When messages wait, several batches share a transaction and the
 * statements that land and check them, each still a load and a file of its own; and while one group is written to bronze the
 * next is already being landed and checked.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchReport } from '../../contract/stream.ts';
import { dropRunTables } from '../checks/check-store.sql.ts';
import type { CallContext } from '../context.ts';
import type { Connection } from '../db/connection.ts';
import { forEachOf } from '../object-store/lanes.ts';
import type { Readiness } from '../publish/plan.ts';
import type { PublishRow } from '../publish/publish-store.sql.ts';
import { recordPublishes } from '../publish/record-publish.ts';
import { commitBatches } from './commit-batches.ts';
import { nextOffsets } from './offset-ranges.ts';
import {
  beginBatches,
  inRuns,
  prepareRun,
  runTables,
  type BegunBatch,
  type PreparedBatch,
  type PreparedRun,
  type TakenBatch,
} from './prepare-batch.ts';
import { heldBack, intention, publishInputOf, readinessOf, writeBatch } from './publish-batch.ts';
import type { StreamSetting } from './setting.ts';

interface CommittedBatch {
  readonly batch: PreparedBatch;
  readonly ready: Readiness;
  readonly heldBack: string | null;
  readonly row: PublishRow | undefined;
}

export interface PipelineEvents {
  /** The batches stand in bronze (or are held back from it), and the store knows. */
  readonly finished: (reports: readonly BatchReport[], next: ReadonlyMap<number, bigint>) => void;
  /** Why bronze cannot be reached; null when it can be again. */
  readonly away: (why: string | null) => void;
}

/** Batches written to bronze at a time: while DuckDB writes one, the files of another are hashed, flushed and moved. */
const writtenAtATime = 3;

export class BatchPipeline {
  readonly #context: CallContext;
  readonly #setting: StreamSetting;
  readonly #stop: AbortSignal | undefined;
  readonly #events: PipelineEvents;
  /** By partition, the next message to take: as the store has it. */
  readonly #positions: Map<number, bigint>;
  #keys: readonly string[];
  #publishing: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  constructor(
    context: CallContext,
    setting: StreamSetting,
    stands: { readonly positions: ReadonlyMap<number, bigint>; readonly keys: readonly string[] },
    events: PipelineEvents,
  ) {
    // What is begun is finished: a cancel only keeps more from being begun.
    this.#context = { ...context, signal: undefined, report: () => undefined };
    this.#setting = setting;
    this.#stop = context.signal;
    this.#positions = new Map(stands.positions);
    this.#keys = stands.keys;
    this.#events = events;
  }

  positionOf(partition: number): bigint | undefined {
    return this.#positions.get(partition);
  }

  /** Resolves once the batches are durable; they are published behind. Throws what kept an earlier group from bronze. */
  async takeIn(group: readonly TakenBatch[]): Promise<void> {
    const earlier = this.#publishing;
    await new Promise<void>((resolve, reject) => {
      let durable = false;
      const onDurable = (): void => {
        durable = true;
        resolve();
      };
      const whole = this.#context.db.read((connection) => this.#takeIn(connection, group, earlier, onDurable));
      this.#publishing = whole.catch((error: unknown) => {
        const failure = error instanceof Error ? error : new Error('publishing failed', { cause: error });
        if (durable) this.#failure ??= failure;
        else reject(failure);
      });
    });
    // One group at most is on its way to bronze while another is landed: what both hold is in memory.
    await earlier;
    this.throwIfFailed();
  }

  /** Resolves when everything durable stands in bronze. Throws what kept it from there. */
  async published(): Promise<void> {
    await this.#publishing;
    this.throwIfFailed();
  }

  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** On one connection from beginning to end: the records are in its temp tables. */
  async #takeIn(
    connection: Connection,
    group: readonly TakenBatch[],
    earlier: Promise<void>,
    durable: () => void,
  ): Promise<void> {
    const runs = inRuns(beginBatches(group, this.#keys));
    const intended: string[] = [];
    try {
      const committed = await this.#commit(connection, runs, (publish) => {
        this.#setting.place.hold(publish);
        intended.push(publish);
      });
      durable();
      await earlier;
      if (this.#failure === undefined) await this.#publish(connection, committed);
    } finally {
      for (const publish of intended) this.#setting.place.letGo(publish);
      // Patient text does not stay behind on a connection.
      await connection.run(dropRunTables(runs.flatMap((_run, number) => runTables(number))));
    }
  }

  /** `intending` is told of each publish before the store knows of it. */
  async #commit(
    connection: Connection,
    begun: readonly BegunBatch[][],
    intending: (publish: string) => void,
  ): Promise<CommittedBatch[]> {
    try {
      const runs: PreparedRun[] = [];
      for (const [number, run] of begun.entries()) {
        runs.push(await prepareRun(connection, this.#context, this.#setting, run, number));
      }
      const batches = runs.flatMap((run) => run.batches);
      const judged = batches.map((batch) => {
        const ready = readinessOf(batch, this.#setting, publishInputOf(this.#setting, batch.load.row.id));
        return { batch, ready, heldBack: heldBack(ready) };
      });
      const rows = await this.#context.db.writeOn(connection, (writer) =>
        commitBatches(writer, this.#setting, runs, (batch, head) => {
          const found = judged.find((each) => each.batch === batch);
          if (found?.heldBack !== null) return null;
          const row = intention(this.#setting, found.ready, head);
          intending(row.id);
          return row;
        }),
      );
      this.#keys = batches.at(-1)?.read.keys ?? this.#keys;
      for (const { load } of batches) {
        for (const [partition, next] of nextOffsets(load.stream?.ranges ?? [])) this.#positions.set(partition, next);
      }
      return judged.map((each) => ({ ...each, row: rows.find(({ load }) => load === each.batch.load.row.id) }));
    } catch (error) {
      // Landed for nothing; the messages are still the broker's.
      for (const { id } of begun.flat()) {
        await rm(join(this.#context.workspace.landing, id), { recursive: true, force: true });
      }
      throw error;
    }
  }

  async #publish(connection: Connection, group: readonly CommittedBatch[]): Promise<void> {
    const context = this.#context;
    const whileAway = { tell: this.#events.away, stop: this.#stop };
    const published = await forEachOf(group, writtenAtATime, undefined, async ({ ready, row }) =>
      row === undefined
        ? []
        : [{ ...row, manifest: await writeBatch(connection, context, this.#setting, ready, row, whileAway) }],
    );
    if (published.flat().length > 0) await recordPublishes(context, published.flat());
    for (const { batch } of group) context.emit({ event: 'load.published', load: batch.load.row.id });
    const next = new Map<number, bigint>();
    for (const { batch } of group) {
      for (const [partition, offset] of nextOffsets(batch.load.stream?.ranges ?? [])) next.set(partition, offset);
    }
    this.#events.finished(group.map(reportOf), next);
  }
}

function reportOf({ batch, heldBack: why, row }: CommittedBatch): BatchReport {
  const { load, read, failing, since } = batch;
  return {
    load: load.row.id,
    ranges: load.stream?.ranges ?? [],
    messages: read.messages,
    records: read.records.length,
    rejects: read.rejects.length,
    quarantined: failing + read.rejects.length,
    path: row?.path ?? null,
    held_back: why,
    seconds: Math.round(performance.now() - since) / 1_000,
  };
}
