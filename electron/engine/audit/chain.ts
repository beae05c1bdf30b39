/** The chain itself: what is hashed, and how a trail is checked. No store in here, so that anyone can read it alone. */
import { createHash } from 'node:crypto';
import type { AuditEvent, AuditVerdict } from '../../contract/audit.ts';

/** What the first event names as its predecessor. */
export const chainStart = '0'.repeat(64);

/** An event before its place in the trail is known. */
export type Entry = Omit<AuditEvent, 'seq' | 'prev' | 'hash'>;

/** SHA-256 over the event as compact JSON, keys in the order below, `hash` left out. */
export function hashEvent(event: Omit<AuditEvent, 'hash'>): string {
  const canonical = JSON.stringify({
    seq: event.seq,
    at: event.at,
    actor: event.actor,
    action: event.action,
    load: event.load,
    record: event.record,
    column: event.column,
    old: event.old,
    new: event.new,
    reason: event.reason,
    operation: event.operation,
    prev: event.prev,
  });
  return createHash('sha256').update(canonical).digest('hex');
}

export interface Head {
  readonly seq: number;
  readonly hash: string;
}

export const emptyHead: Head = { seq: 0, hash: chainStart };

export function linkEvent(head: Head, entry: Entry): AuditEvent {
  const event = { seq: head.seq + 1, ...entry, prev: head.hash };
  return { ...event, hash: hashEvent(event) };
}

/** A head written down elsewhere, when the trail was that long. */
export interface Anchor extends Head {
  readonly where: string;
}

/** Checks events given in order; the first fault found is kept. */
export class ChainVerifier {
  readonly #anchors = new Map<number, Anchor[]>();
  #head: Head = emptyHead;
  #firstBad: AuditVerdict['first_bad'] = null;

  /** `anchors` show what the chain alone cannot: an end that was cut off, and a trail that was written anew. */
  constructor(anchors: readonly Anchor[] = []) {
    for (const anchor of anchors) this.#anchors.set(anchor.seq, [...(this.#anchors.get(anchor.seq) ?? []), anchor]);
  }

  add(event: AuditEvent): void {
    if (this.#firstBad !== null) return;
    const expected = this.#head.seq + 1;
    const other = this.#anchors.get(event.seq)?.find((anchor) => anchor.hash !== event.hash);
    if (event.seq !== expected) this.#fail(expected, `it is missing: event ${event.seq} stands in its place`);
    else if (event.prev !== this.#head.hash) this.#fail(event.seq, 'it does not follow from the event before it');
    else if (hashEvent(event) !== event.hash) this.#fail(event.seq, 'its content does not match its hash');
    else if (other !== undefined)
      this.#fail(event.seq, `it is not the event that ${other.where} names: the trail up to here was written anew`);
    else this.#head = { seq: event.seq, hash: event.hash };
  }

  /** For what cannot even be read as an event. */
  unreadable(): void {
    if (this.#firstBad === null) this.#fail(this.#head.seq + 1, 'it cannot be read as an audit event');
  }

  /** For what the store holds and the trail does not tell of: `what` has to follow "but". */
  untold(what: string): void {
    const { seq } = this.#head;
    if (this.#firstBad === null) this.#fail(seq + 1, `it is missing: the trail ends at event ${seq}, but ${what}`);
  }

  get head(): Head {
    return this.#head;
  }

  verdict(): AuditVerdict {
    const beyond = [...this.#anchors.values()].flat().find((anchor) => anchor.seq > this.#head.seq);
    if (this.#firstBad === null && beyond !== undefined) {
      this.#fail(
        this.#head.seq + 1,
        `it is missing: the trail ends before it, but ${beyond.where} was written when the trail held ${beyond.seq} events`,
      );
    }
    return { ok: this.#firstBad === null, events: this.#head.seq, head: this.#head.hash, first_bad: this.#firstBad };
  }

  #fail(seq: number, why: string): void {
    this.#firstBad = { seq, why: `Event ${seq}: ${why}.` };
  }
}
