import { releasableStates } from '../../contract/words.ts';
import { literal } from '../db/sql.ts';

/** For `IN (…)`. */
export const releasableList = releasableStates.map(literal).join(', ');
