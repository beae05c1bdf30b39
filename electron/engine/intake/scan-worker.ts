/** The worker's side of a scan: one job, progress on the way, one answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { errnoOf } from '../storage-error.ts';
import { ScanError } from './read-text.ts';
import { scanHere } from './scan-here.ts';
import type { ScanJob, ScanMessage } from './scan-job.ts';

/** Often enough for a smooth bar, seldom enough to cost nothing. */
const reportEveryBytes = 4 * 1024 * 1024;

function tell(message: ScanMessage): void {
  parentPort?.postMessage(message);
}

let reported = 0;
try {
  const outcome = await scanHere(workerData as ScanJob, (bytes) => {
    if (bytes - reported < reportEveryBytes) return;
    reported = bytes;
    tell({ kind: 'progress', bytes });
  });
  tell({ kind: 'done', outcome });
} catch (error) {
  const what = error instanceof ScanError ? error.what : 'bug';
  tell({ kind: 'failed', errno: errnoOf(error instanceof ScanError ? error.cause : error) ?? null, what });
}
