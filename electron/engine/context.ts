/** What every handler is given. */
import type { DeskEvent } from '../contract/events.ts';
import type { Method, Output, ParsedInput } from '../contract/methods.ts';
import type { Progress } from '../contract/words.ts';
import type { Database } from './db/database.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { ObjectStores } from './object-store/object-stores.ts';
import type { KafkaClient } from './stream/kafka/kafka-client.ts';
import type { RunningStreams } from './stream/running-streams.ts';
import type { OfferedPaths } from './offered-paths.ts';
import type { TaskRegistry } from './tasks.ts';
import type { Workspace } from './workspace.ts';

export interface EngineContext {
  readonly db: Database;
  readonly workspace: Workspace;
  readonly offered: OfferedPaths;
  readonly objectStores: ObjectStores;
  readonly tasks: TaskRegistry;
  readonly metrics: Metrics;
  /** Loaded when it is first asked for. */
  readonly kafka: () => Promise<KafkaClient>;
  readonly streams: RunningStreams;
  readonly appVersion: string;
  readonly emit: (event: DeskEvent) => void;
  /** Has the whole-table expectations of a load run again, behind, once no writer is in the way. */
  readonly recheckBehind: (load: string) => void;
}

export interface CallContext extends EngineContext {
  readonly signal: AbortSignal | undefined;
  readonly report: (progress: Progress) => void;
}

export type Handler<M extends Method> = (input: ParsedInput<M>, context: CallContext) => Promise<Output<M>>;

export type Handlers<M extends Method = Method> = { readonly [Name in M]: Handler<Name> };
