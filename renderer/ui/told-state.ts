/** A state as the audit trail tells it: the word alone, or a waiver with its last day. */
import { recordStates, type RecordState } from '../../electron/contract/words.ts';

export interface ToldState {
  readonly state: RecordState | 'repaired';
  /** The waiver's last day, as an ISO date. */
  readonly until: string | null;
}

export function toldState(text: string | null): ToldState | null {
  const until = /^waived until (\d{4}-\d{2}-\d{2})$/.exec(text ?? '')?.[1];
  if (until !== undefined) return { state: 'waived', until };
  const state = text === 'repaired' ? text : recordStates.find((each) => each === text);
  return state === undefined ? null : { state, until: null };
}
