/** A real engine in a workspace of its own, with a folder it has been offered; all of it goes when the test ends. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { onTestFinished } from 'vitest';
import type { CallOptions } from '../../electron/contract/caller.ts';
import type { Loaded } from '../../electron/contract/load.ts';
import type { Input, Output } from '../../electron/contract/methods.ts';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import type { ObjectStoreSettings } from '../../electron/engine/object-store/settings.ts';
import { OfferedPaths } from '../../electron/engine/offered-paths.ts';
import type { KafkaClient } from '../../electron/engine/stream/kafka/kafka-client.ts';

export const actor = 'Ada Tester';

export interface Desk {
  readonly engine: Engine;
  readonly offered: OfferedPaths;
  /** Offered: sources are written here. */
  readonly files: string;
  /** Offered, not there yet. */
  readonly target: string;
  readonly workspace: string;
  /** Writes a source and answers its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly load: (
    source: Partial<Input<'load.start'>['source']> & { paths: string[] },
    options?: CallOptions,
  ) => Promise<Loaded>;
  /** Writes and loads one file. */
  readonly loadText: (
    name: string,
    content: string | Uint8Array,
    source?: Partial<Input<'load.start'>['source']>,
  ) => Promise<Loaded>;
  readonly check: (load: string, suite?: object) => Promise<Output<'check.run'>>;
  readonly publish: (
    load: string,
    more?: Partial<Input<'publish.run'>>,
    options?: CallOptions,
  ) => Promise<Output<'publish.run'>>;
}

/** A suite that every record passes, so that a load can be published. */
export const passAll = {
  expectation_suite_name: 'pass_all',
  expectations: [{ expectation_type: 'expect_table_row_count_to_be_between', kwargs: { min_value: 0 } }],
};

export interface DeskOptions {
  readonly kafka?: KafkaClient;
  readonly root?: string;
  readonly workspace?: string;
  readonly target?: string;
  readonly memoryLimit?: string;
  readonly objectStore?: ObjectStoreSettings;
}

/** For a test: closes and removes itself when the test ends. */
export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const { desk, close } = await makeDesk(options);
  onTestFinished(close);
  return desk;
}

/** For `beforeAll`: the caller closes it. */
export async function makeDesk(options: DeskOptions = {}): Promise<{ desk: Desk; close: () => Promise<void> }> {
  const root = options.root ?? realpathSync(mkdtempSync(join(tmpdir(), 'bronze-desk-engine-')));
  const files = join(root, 'files');
  const workspace = options.workspace ?? join(root, 'workspace');
  const target = options.target ?? join(root, 'bronze');
  mkdirSync(files, { recursive: true });
  const offered = new OfferedPaths();
  offered.offer(files);
  offered.offer(target);
  const engine = await createEngine({
    workspace,
    offered,
    appVersion: '0.0.0-test',
    host: 'a test',
    checkOutputs: true,
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
    ...(options.objectStore === undefined ? {} : { objectStore: options.objectStore }),
    ...(options.kafka === undefined ? {} : { kafka: options.kafka }),
  });
  const close = async (): Promise<void> => {
    await engine.close();
    if (options.root === undefined) rmSync(root, { recursive: true, force: true });
  };
  return { desk: deskOf(engine, { offered, files, workspace, target }), close };
}

function deskOf(engine: Engine, places: Pick<Desk, 'offered' | 'files' | 'workspace' | 'target'>): Desk {
  const write: Desk['write'] = (name, content) => {
    const path = join(places.files, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const load: Desk['load'] = (source, options) => engine.call('load.start', { source, actor }, options);
  return {
    engine,
    ...places,
    write,
    load,
    loadText: (name, content, source = {}) => load({ ...source, paths: [write(name, content)] }),
    check: (id, suite = passAll) =>
      engine.call('check.run', { load: id, suite: JSON.stringify(suite), actor, reason: 'the rules of this test' }),
    publish: (id, more = {}, options = {}) =>
      engine.call('publish.run', { load: id, target: places.target, actor, ...more }, options),
  };
}
