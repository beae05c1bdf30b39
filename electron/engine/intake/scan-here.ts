/** Runs a scan job in this thread: bytes in, a tally out, side files written as they are found. */
import { createHash } from 'node:crypto';
import { describeReject, type Anchor, type Reject } from './scan/records.ts';
import { CsvScanner } from './scan/csv-scanner.ts';
import { encodeCsvRecord, recordFields } from './scan/csv-fields.ts';
import { JsonScanner } from './scan/json-scanner.ts';
import { LineFile } from './line-file.ts';
import { readText, ScanError } from './read-text.ts';
import type { ScanJob, ScanOutcome } from './scan-job.ts';
import { emptyTally, type ScanTally } from './scan/csv-report.ts';

interface Scanner {
  push(chunk: Buffer): void;
  end(): ScanTally;
}

/** Throws ScanError. */
export async function scanHere(job: ScanJob, progress: (bytes: number) => void): Promise<ScanOutcome> {
  const outputs = new Outputs(job);
  const scanner = makeScanner(job, outputs);
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = (chunk: Buffer): void => {
    hash.update(chunk);
    bytes += chunk.length;
    progress(bytes);
  };
  try {
    for await (const chunk of readText(job, counted)) scanner?.push(chunk);
    const tally = scanner?.end() ?? null;
    outputs.close();
    return {
      sha256: hash.digest('hex'),
      bytes,
      tally,
      header: outputs.header,
      keys: outputs.keys,
      cleanIsRagged: outputs.ragged,
    };
  } catch (error) {
    outputs.abandon();
    throw error;
  }
}

function makeScanner(job: ScanJob, outputs: Outputs): Scanner | null {
  switch (job.format) {
    case 'parquet':
      return null;
    case 'jsonl':
      return scannerOfJson('lines', outputs);
    case 'json':
      return scannerOfJson('array', outputs);
    case 'csv': {
      if (job.dialect === null) throw new ScanError('bug', new Error('a CSV scan needs a dialect'));
      const dialect = job.dialect;
      if (job.clean === null) return new CsvScanner(dialect, outputs.withoutRecords());
      return new CsvScanner(dialect, {
        anchor: (anchor) => outputs.anchor(anchor),
        reject: (reject) => outputs.reject(reject),
        header: (names) => outputs.setHeader(names),
        record: (buffer, start, end) => outputs.copy(recordFields(buffer.subarray(start, end), dialect)),
      });
    }
  }
}

function scannerOfJson(shape: 'lines' | 'array', outputs: Outputs): Scanner {
  const scanner = new JsonScanner(shape, outputs);
  return {
    push: (chunk) => scanner.push(chunk),
    end: () => ({ ...emptyTally(), ...scanner.end() }),
  };
}

/** The side files, and what was learned on the way. */
class Outputs {
  header: (string | null)[] | null = null;
  readonly keys: string[];
  ragged = false;
  readonly #anchors: LineFile | null;
  readonly #rejects: LineFile | null;
  readonly #clean: LineFile | null;
  readonly #places: Map<string, number>;
  #copied = 0;

  constructor(job: ScanJob) {
    this.keys = [...job.keys];
    this.#places = new Map(this.keys.map((key, place) => [key, place]));
    const open = (path: string | null): LineFile | null => (path === null ? null : writing(() => new LineFile(path)));
    this.#anchors = open(job.anchors);
    this.#rejects = open(job.rejects);
    this.#clean = open(job.clean);
  }

  withoutRecords() {
    return {
      anchor: (anchor: Anchor) => this.anchor(anchor),
      reject: (reject: Reject) => this.reject(reject),
      header: (names: (string | null)[]) => this.setHeader(names),
    };
  }

  setHeader(names: (string | null)[]): void {
    this.header = names;
  }

  anchor(anchor: Anchor): void {
    writing(() => this.#anchors?.write(`${anchor.ordinal},${anchor.line},${anchor.offset},${anchor.span}\n`));
  }

  reject(reject: Reject): void {
    const line = {
      first_line: reject.line,
      last_line: reject.lastLine,
      byte_offset: reject.offset,
      reason: reject.reason,
      detail: describeReject(reject),
      raw: reject.raw.toString('base64'),
    };
    writing(() => this.#rejects?.write(`${JSON.stringify(line)}\n`));
  }

  /** JSON: one object's pairs, laid into the columns known so far. */
  row(keys: readonly string[], values: readonly (string | null)[]): void {
    const fields: (string | null)[] = new Array<string | null>(this.keys.length).fill(null);
    keys.forEach((key, index) => {
      const place = this.#places.get(key) ?? this.#addKey(key);
      while (fields.length <= place) fields.push(null);
      fields[place] = values[index] ?? null;
    });
    this.copy(fields);
  }

  copy(fields: readonly (string | null)[]): void {
    this.#copied += 1;
    writing(() => this.#clean?.write(encodeCsvRecord(fields)));
  }

  close(): void {
    writing(() => {
      this.#anchors?.close();
      this.#rejects?.close();
      this.#clean?.close();
    });
  }

  /** After a failure: the files go with their staging folder, only the descriptors must not leak. */
  abandon(): void {
    try {
      this.close();
    } catch {
      // The failure that brought us here is the one to report.
    }
  }

  #addKey(key: string): number {
    const place = this.keys.push(key) - 1;
    this.#places.set(key, place);
    if (this.#copied > 0) this.ragged = true;
    return place;
  }
}

function writing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ScanError('write', error);
  }
}
