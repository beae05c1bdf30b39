/**
 * Small things the program remembers between starts, as JSON in its own folder. Nothing of a record is ever among them.
 * A file that is missing, damaged or from another version is as good as none.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

export class KeptFile<T> {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;

  constructor(path: string, schema: z.ZodType<T>) {
    this.#path = path;
    this.#schema = schema;
  }

  read(): T | undefined {
    try {
      const parsed = this.#schema.safeParse(JSON.parse(readFileSync(this.#path, 'utf8')));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * By rename, so that a crash leaves the old file. False where it could not be written: mostly no reason to stop
   * anybody's work.
   */
  write(value: T): boolean {
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      const fresh = `${this.#path}.${process.pid}`;
      writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`);
      renameSync(fresh, this.#path);
      return true;
    } catch {
      return false;
    }
  }
}
