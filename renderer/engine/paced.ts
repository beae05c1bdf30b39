/**
 * Does something when it is asked for: at once the first time, and however often it is asked for in the meantime, once
 * more a while after it is done. A stream publishes a batch many times a second, and no screen has to follow each.
 */
const pauseMs = 1_000;

export class Paced {
  readonly #act: () => Promise<void>;
  #state: 'resting' | 'busy' | 'asked again' | 'stopped' = 'resting';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(act: () => Promise<void>) {
    this.#act = act;
  }

  ask(): void {
    if (this.#state === 'busy') this.#state = 'asked again';
    if (this.#state !== 'resting') return;
    this.#state = 'busy';
    const rest = (): void => {
      this.#timer = setTimeout(() => this.#rested(), pauseMs);
    };
    // A failure is told where the answer is missed.
    this.#act().then(rest, rest);
  }

  stop(): void {
    this.#state = 'stopped';
    clearTimeout(this.#timer);
  }

  #rested(): void {
    const wanted = this.#state === 'asked again';
    if (this.#state === 'stopped') return;
    this.#state = 'resting';
    if (wanted) this.ask();
  }
}
