/**
 * How far a call is, on stderr. On a terminal one line is rewritten, with the true percentage and rate; elsewhere there
 * is one line for each phase, so that a night's log stays short. What is not known is not shown.
 */
import type { StreamStatus } from '../../contract/stream.ts';
import type { Progress } from '../../contract/words.ts';
import type { Format } from './output.ts';
import type { Terminal } from './io.ts';
import { neutralise, number, size } from './text.ts';

const eraseLine = '\r\u001b[2K';
const redrawEveryMs = 100;

export class ProgressLine {
  readonly #stderr: Terminal;
  readonly #format: Format;
  readonly #now: () => number;
  #phase: string | undefined;
  #startedAt = 0;
  #doneAtStart = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #drawn = false;

  constructor(stderr: Terminal, format: Format, now: () => number = () => performance.now()) {
    this.#stderr = stderr;
    this.#format = format;
    this.#now = now;
  }

  report(progress: Progress): void {
    const now = this.#now();
    const newPhase = progress.phase !== this.#phase;
    if (newPhase) {
      this.#phase = progress.phase;
      this.#startedAt = now;
      this.#doneAtStart = progress.done;
    }
    if (this.#stderr.isTTY === true) {
      if (newPhase || now - this.#drawnAt >= redrawEveryMs) this.#draw(progress, now);
    } else if (newPhase) {
      this.#stderr.write(
        this.#format === 'words' ? `${neutralise(phaseWords(progress))} …\n` : `${JSON.stringify({ progress })}\n`,
      );
    }
  }

  /** Takes the line away: what follows is an answer. */
  clear(): void {
    if (this.#drawn) this.#stderr.write(eraseLine);
    this.#drawn = false;
    this.#phase = undefined;
  }

  #draw(progress: Progress, now: number): void {
    this.#drawnAt = now;
    this.#drawn = true;
    const seconds = (now - this.#startedAt) / 1000;
    const rate = seconds > 0 ? (progress.done - this.#doneAtStart) / seconds : 0;
    const line = neutralise(progressWords(progress, rate));
    this.#stderr.write(`${eraseLine}${line.slice(0, (this.#stderr.columns ?? 80) - 1)}`);
  }
}

/** For example `reading  42%  142.8 MB of 340.0 MB  210.0 MB/s`. */
export function progressWords({ phase, done, total, unit, stream }: Progress, rate: number): string {
  const amount = (value: number) => (unit === 'bytes' ? size(value) : `${number(Math.round(value))} ${unit}`);
  const parts = [phase];
  if (total !== null && total > 0) parts.push(`${Math.floor((100 * Math.min(done, total)) / total)}%`);
  if (unit !== 'percent') {
    parts.push(total === null ? amount(done) : `${amount(done)} of ${amount(total)}`);
    if (rate > 0) parts.push(`${amount(rate)}/s`);
  }
  if (stream !== undefined) parts.push(...streamWords(stream));
  return parts.join('  ');
}

/** What a person watching a stream asks next: how far behind it is, what was set aside, what is wrong. */
function streamWords({ lag, quarantined, why }: StreamStatus): string[] {
  const behind = lag?.reduce((sum, partition) => sum + partition.messages, 0);
  return [
    ...(behind === undefined ? [] : [`${number(behind)} behind`]),
    ...(quarantined === 0 ? [] : [`${number(quarantined)} in quarantine`]),
    ...(why === null ? [] : [why]),
  ];
}

function phaseWords({ phase, stream }: Progress): string {
  const why = stream?.why ?? null;
  return why === null ? phase : `${phase}: ${why}`;
}
