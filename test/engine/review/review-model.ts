/**
 * What review must do, in plain JavaScript: records with values, waivers and decisions, and operations that can be
 * undone wherever no later one that stands has worked since.
 */
import type { RecordState } from '../../../electron/contract/words.ts';

export type Column = 'ward' | 'note';
export interface Shown {
  ward: string | null;
  note: string | null;
  state: RecordState;
}

interface Change {
  readonly place: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly seq: number;
}

interface Waiver {
  readonly ordinal: number;
  readonly finding: string;
  readonly by: Operation;
  revokedBy: Operation | null;
}

interface Operation {
  readonly root: Operation | null;
  readonly forth: boolean;
  readonly changes: Change[];
  undone: boolean;
}

interface Entity {
  source: Record<Column, string | null>;
  repairedBy: { reject: number; operation: Operation } | null;
}

export class ReviewModel {
  /** `2.ward`, `2.excluded`, `r1.state`, each with what is there now. */
  readonly #now = new Map<string, unknown>();
  readonly #records = new Map<number, Entity>();
  #waivers: Waiver[] = [];
  #seq = 0;
  #nextOrdinal: number;
  readonly #rejects: number;
  operations: Operation[] = [];

  constructor(rows: readonly Record<Column, string | null>[], rejects: number) {
    rows.forEach((row, index) => this.#add(index + 1, row, null));
    this.#nextOrdinal = rows.length + 1;
    this.#rejects = rejects;
    for (let number = 1; number <= rejects; number += 1) this.#now.set(`r${number}.state`, 'quarantined');
  }

  get ordinals(): number[] {
    return [...this.#records.keys()].filter((ordinal) => !this.#withdrawn(ordinal));
  }

  rejectState(number: number): unknown {
    return this.#now.get(`r${number}.state`);
  }

  show(): Record<string, Shown> {
    const shown = this.ordinals.map((ordinal) => {
      const { ward, note } = this.#values(ordinal);
      return [String(ordinal), { ward, note, state: this.#state(ordinal) }] as const;
    });
    return Object.fromEntries(shown);
  }

  correct(ordinals: readonly number[], column: Column, value: string | null): boolean {
    return this.#operate((operation) => {
      for (const ordinal of ordinals) this.#set(operation, `${ordinal}.${column}`, value);
    });
  }

  waive(ordinals: readonly number[]): boolean {
    return this.#operate((operation) => {
      for (const ordinal of ordinals) {
        if (this.#state(ordinal) === 'excluded') continue;
        for (const finding of this.#openFindings(ordinal)) {
          this.#waivers.push({ ordinal, finding, by: operation, revokedBy: null });
        }
      }
    });
  }

  decide(ordinals: readonly number[], rejects: readonly number[], excluded: boolean): boolean {
    return this.#operate((operation) => {
      const waived = ordinals.filter((ordinal) => this.#state(ordinal) === 'waived');
      for (const ordinal of ordinals) this.#set(operation, `${ordinal}.excluded`, excluded);
      if (!excluded) this.#revoke(operation, (waiver) => waived.includes(waiver.ordinal));
      const [from, to] = excluded ? ['quarantined', 'excluded'] : ['excluded', 'quarantined'];
      for (const number of rejects) if (this.rejectState(number) === from) this.#set(operation, `r${number}.state`, to);
    });
  }

  repair(reject: number, row: Record<Column, string | null>): boolean {
    return this.#operate((operation) => {
      this.#set(operation, `r${reject}.state`, 'repaired');
      this.#add(this.#nextOrdinal, row, { reject, operation });
      this.#nextOrdinal += 1;
    });
  }

  undo(undone: Operation): boolean {
    const root = undone.root ?? undone;
    const chain = this.operations.filter((each) => each === root || each.root === root);
    const whole = undone === root;
    const turned = whole ? chain : [undone];
    const wasForth = undone.forth;
    return this.#operate(
      (operation) => {
        for (const last of this.#latestChanges(turned, whole)) {
          if (this.#now.get(last.place) !== last.after || this.#workedOnSince(last, root) || this.#keeps(last, root))
            continue;
          this.#set(operation, last.place, last.before);
        }
        const did = turned.filter(({ forth }) => forth === wasForth);
        const free = (waiver: Waiver): boolean => this.#now.get(`${waiver.ordinal}.excluded`) !== true;
        const lost = this.#waivers.filter(
          (waiver) => waiver.revokedBy !== null && did.includes(waiver.revokedBy) && free(waiver),
        );
        this.#revoke(operation, (waiver) => did.includes(waiver.by) && free(waiver));
        for (const { ordinal, finding } of lost) {
          const active = this.#waivers.some(
            (each) => each.revokedBy === null && each.ordinal === ordinal && each.finding === finding,
          );
          if (!active) this.#waivers.push({ ordinal, finding, by: operation, revokedBy: null });
        }
        for (const each of chain) if (each.forth === wasForth && !each.undone) each.undone = true;
        if (!wasForth) root.undone = false;
      },
      { root, forth: !wasForth },
    );
  }

  /** Makes the change; takes all of it back, and says no, when nothing can be seen of it. */
  #operate(
    change: (operation: Operation) => void,
    about: Pick<Operation, 'root' | 'forth'> = { root: null, forth: true },
  ): boolean {
    const before = JSON.stringify([this.show(), this.#rejectStates()]);
    const kept = {
      waivers: this.#waivers.map((waiver) => ({ ...waiver })),
      undone: this.operations.map(({ undone }) => undone),
    };
    const operation: Operation = { ...about, changes: [], undone: false };
    change(operation);
    if (before !== JSON.stringify([this.show(), this.#rejectStates()])) {
      this.operations.push(operation);
      return true;
    }
    this.#waivers = kept.waivers;
    this.operations.forEach((each, index) => (each.undone = kept.undone[index] ?? false));
    return false;
  }

  #set(operation: Operation, place: string, after: unknown): void {
    const before = this.#now.get(place);
    if (before === after) return;
    this.#seq += 1;
    operation.changes.push({ place, before, after, seq: this.#seq });
    this.#now.set(place, after);
  }

  #latestChanges(turned: readonly Operation[], whole: boolean): Change[] {
    const byPlace = new Map<string, Change[]>();
    for (const change of turned.flatMap(({ changes }) => changes)) {
      byPlace.set(change.place, [...(byPlace.get(change.place) ?? []), change]);
    }
    return [...byPlace.values()].flatMap((changes) => (whole && changes.length % 2 === 0 ? [] : changes.slice(-1)));
  }

  #workedOnSince(change: Change, root: Operation): boolean {
    const others = new Set(this.operations.map((each) => each.root ?? each).filter((each) => each !== root));
    return [...others].some((other) => {
      const chain = this.operations.filter((each) => (each.root ?? each) === other);
      const changes = chain.flatMap((each) => each.changes.filter(({ place }) => place === change.place));
      return changes.length % 2 === 1 && changes.some(({ seq }) => seq > change.seq);
    });
  }

  /** A repair whose record is not as it made it stays. */
  #keeps(change: Change, root: Operation): boolean {
    if (change.after !== 'repaired') return false;
    return [...this.#records].some(
      ([ordinal, { source, repairedBy }]) =>
        repairedBy?.operation === root &&
        (this.#now.get(`${ordinal}.excluded`) === true ||
          this.#waivers.some((waiver) => waiver.ordinal === ordinal && waiver.revokedBy === null) ||
          JSON.stringify(this.#values(ordinal)) !== JSON.stringify(source)),
    );
  }

  #revoke(by: Operation, which: (waiver: Waiver) => boolean): void {
    for (const waiver of this.#waivers) if (waiver.revokedBy === null && which(waiver)) waiver.revokedBy = by;
  }

  #add(ordinal: number, { ward, note }: Record<Column, string | null>, repairedBy: Entity['repairedBy']): void {
    this.#records.set(ordinal, { source: { ward, note }, repairedBy });
    this.#now.set(`${ordinal}.ward`, ward).set(`${ordinal}.note`, note).set(`${ordinal}.excluded`, false);
  }

  #withdrawn(ordinal: number): boolean {
    const by = this.#records.get(ordinal)?.repairedBy ?? null;
    if (by === null) return false;
    const { changes } = by.operation;
    const chain = this.operations.filter((each) => each.root === by.operation).flatMap((each) => each.changes);
    return [...changes, ...chain].filter(({ place }) => place === `r${by.reject}.state`).length % 2 === 0;
  }

  #values(ordinal: number): Record<Column, string | null> {
    const value = (column: Column): string | null => this.#now.get(`${ordinal}.${column}`) as string | null;
    return { ward: value('ward'), note: value('note') };
  }

  #openFindings(ordinal: number): string[] {
    return this.#findings(ordinal).filter(
      (finding) =>
        !this.#waivers.some(
          (waiver) => waiver.ordinal === ordinal && waiver.finding === finding && waiver.revokedBy === null,
        ),
    );
  }

  #findings(ordinal: number): string[] {
    const { ward, note } = this.#values(ordinal);
    const bad = ward !== null && !/^[A-Za-z]+$/.test(ward);
    return [
      ...(ward === null ? ['no ward'] : []),
      ...(bad ? [`ward ${ward}`] : []),
      ...(note === null ? ['no note'] : []),
    ];
  }

  #state(ordinal: number): RecordState {
    if (this.#now.get(`${ordinal}.excluded`) === true) return 'excluded';
    if (this.#openFindings(ordinal).length > 0) return 'quarantined';
    if (this.#findings(ordinal).length > 0) return 'waived';
    const { source, repairedBy } = this.#records.get(ordinal) ?? { source: null, repairedBy: null };
    return repairedBy !== null || JSON.stringify(this.#values(ordinal)) !== JSON.stringify(source)
      ? 'corrected'
      : 'clean';
  }

  #rejectStates(): unknown[] {
    return Array.from({ length: this.#rejects }, (_, index) => this.rejectState(index + 1));
  }
}
