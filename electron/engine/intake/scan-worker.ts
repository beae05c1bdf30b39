/**
 * The worker's side of a scan: one job, progress on the way, one answer. It imports little, because a thread is started for
 * every file, and what it loads is most of what a small file costs.
 */
import { parentPort, workerData } from 'node:worker_threads';
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
  const { what, errno } = ScanError.from(error);
  tell({ kind: 'failed', errno, what });
}
