/** Said by a dialect that cannot keep a rule's verdict the same; why, and what a person can do. Holds no cell value. */
import type { CouldNotRun } from './expectation.ts';

export class Untranslatable extends Error {
  readonly reason: CouldNotRun;

  constructor(why: string, whatToDo: string) {
    super(why);
    this.name = 'Untranslatable';
    this.reason = { why, whatToDo };
  }
}
