/** What was typed into the form of a stream, for as long as the page is open. A password is nowhere else. */
import type { Draft } from './stream-draft.ts';

export class FormMemory {
  #draft: Draft | null = null;
  #about: Pick<Draft, 'topic' | 'group'> | null = null;

  /** What the form is to begin with; null where nothing was typed yet. */
  recall(): Partial<Draft> | null {
    return this.#about === null ? this.#draft : { ...this.#draft, ...this.#about };
  }

  keep(draft: Draft): void {
    this.#draft = draft;
    this.#about = null;
  }

  /** The form is to be opened on this stream. */
  aboutTo({ topic, group }: Pick<Draft, 'topic' | 'group'>): void {
    this.#about = { topic, group };
  }
}
