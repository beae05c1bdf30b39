/** Opens a workspace's store and brings it, forward only, to the version this program speaks. */
import { DeskError } from '../../contract/errors.ts';
import { Database, type DatabaseOptions } from './database.ts';
import type { Connection } from './connection.ts';
import { applied, createLedger, ledgerExists, record } from './store.sql.ts';
import first from './migrations/0001_store.sql?raw';
import stream from './migrations/0002_stream.sql?raw';
import publishEndpoint from './migrations/0003_publish_endpoint.sql?raw';
import redrive from './migrations/0004_redrive.sql?raw';
import publishRedrive from './migrations/0005_publish_redrive.sql?raw';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const migrations: readonly Migration[] = [
  { version: 1, name: '0001_store', sql: first },
  { version: 2, name: '0002_stream', sql: stream },
  { version: 3, name: '0003_publish_endpoint', sql: publishEndpoint },
  { version: 4, name: '0004_redrive', sql: redrive },
  { version: 5, name: '0005_publish_redrive', sql: publishRedrive },
];

/** The newest store this program can write. */
export const storeVersion = Math.max(...migrations.map((migration) => migration.version));

/** Throws STORE_TOO_NEW, STORE_DAMAGED, WORKSPACE_IN_USE. */
export async function openStore(path: string, options: DatabaseOptions): Promise<Database> {
  const database = await Database.open(path, options);
  try {
    await database.write(migrate);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function migrate(connection: Connection): Promise<void> {
  const { present } = await connection.only<{ present: boolean }>(ledgerExists());
  if (!present) await connection.run(createLedger());
  const { version } = await connection.only<{ version: number }>(applied());
  if (version > storeVersion) {
    throw new DeskError(
      'STORE_TOO_NEW',
      `This workspace was written by a newer Bronze Desk (store version ${version}; this program knows up to ${storeVersion}). Update Bronze Desk, or use another workspace. Nothing was changed.`,
      { version, known: storeVersion },
    );
  }
  for (const migration of migrations.filter((each) => each.version > version)) {
    await connection.run({ text: migration.sql });
    await connection.run(record(migration.version, migration.name, new Date().toISOString()));
  }
}
