/**
 * Runs the independent counter: in a worker, so that counting and DuckDB's parsing go on side by side; a small file in
 * this thread, because starting another takes longer than reading it.
 */
import { Worker } from 'node:worker_threads';
import { DeskError } from '../../contract/errors.ts';
import { storageError } from '../storage-error.ts';
import { ScanError } from './read-text.ts';
import { scanHere } from './scan-here.ts';
import type { ScanFailure, ScanJob, ScanMessage, ScanOutcome } from './scan-job.ts';

/** Set by the bundler, and by the test runner's configuration. */
declare const SCAN_WORKER_URL: string;

/** A few milliseconds' work: this thread also answers everybody else. */
const smallBytes = 256 * 1024;

/** `size` is the file's. Throws CANCELLED, SOURCE_UNREADABLE, DISK_FULL. */
export async function scan(
  job: ScanJob,
  size: number,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<ScanOutcome> {
  // What is packed may be a thousand times as long.
  if (size > smallBytes || job.gzip) return scanInWorker(job, signal, onBytes);
  try {
    return await scanHere(job, onBytes);
  } catch (error) {
    const { what, errno } = ScanError.from(error);
    throw explain(what, errno, job.path, error);
  }
}

async function scanInWorker(
  job: ScanJob,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<ScanOutcome> {
  const worker = new Worker(new URL(SCAN_WORKER_URL, import.meta.url), { workerData: job });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise<ScanOutcome>((resolve, reject) => {
      worker.on('message', (message: ScanMessage) => {
        switch (message.kind) {
          case 'progress':
            onBytes(message.bytes);
            break;
          case 'done':
            onBytes(message.outcome.bytes);
            resolve(message.outcome);
            break;
          case 'failed':
            reject(explain(message.what, message.errno, job.path));
            break;
        }
      });
      worker.on('error', (error) => reject(explain('bug', null, job.path, error)));
      worker.on('exit', () => {
        reject(
          signal?.aborted === true
            ? new DeskError('CANCELLED', 'Cancelled. Nothing was loaded.')
            : explain('bug', null, job.path),
        );
      });
      if (signal?.aborted === true) stop();
    });
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

function explain(what: ScanFailure, errno: string | null, path: string, cause?: unknown): DeskError {
  const details = errno === null ? { path } : { path, errno };
  switch (what) {
    case 'read':
      return new DeskError(
        'SOURCE_UNREADABLE',
        `${path} could not be read to its end${errno === null ? '' : ` (${errno})`}. Check the drive or the network share, then load it again. Nothing was loaded.`,
        details,
      );
    case 'gzip':
      return new DeskError(
        'SOURCE_UNREADABLE',
        `${path} is damaged: its gzip data ends too early or does not add up. Fetch the file again, then load it. Nothing was loaded.`,
        details,
      );
    case 'decode':
      return new DeskError(
        'SOURCE_UNREADABLE',
        `${path} does not hold text in the encoding it was read with. Choose another, then load it again. Nothing was loaded.`,
        { ...details, remedy: 'choose encoding' },
      );
    case 'write':
      return storageError(Object.assign(new Error('write'), { code: errno ?? undefined }), {
        code: 'WORKSPACE_UNUSABLE',
        message: 'The workspace cannot be written to. Mend its permissions or choose another, then load again.',
      });
    case 'bug':
      return new DeskError('INTERNAL', 'The counter stopped in a way it should not. Nothing was loaded.', details, {
        cause,
      });
  }
}
