/** Whether something that keeps dying should be started again: three deaths within a few minutes are enough. */
const most = 3;
const withinMs = 5 * 60_000;

export class CrashCount {
  #deaths: number[] = [];

  /** Counts one more, and says how many there have been lately. */
  add(): number {
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((death) => now - death < withinMs), now];
    return this.#deaths.length;
  }

  get enough(): boolean {
    return this.#deaths.length >= most;
  }

  forget(): void {
    this.#deaths = [];
  }
}
