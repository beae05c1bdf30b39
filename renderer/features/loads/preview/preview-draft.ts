/** What somebody has set in a preview before anything is loaded. */
import type { ReadingChoices } from './reading-choices.ts';

export interface PreviewDraft {
  readonly choices: ReadingChoices;
  /** Each file is to be a load on its own. */
  readonly apart: boolean;
  /** The file that is looked at, by its path; null where nobody chose one. */
  readonly chosen: string | null;
}

export const detectedAlone: PreviewDraft = { choices: {}, apart: false, chosen: null };
