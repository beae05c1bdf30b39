/** A line too long to hold: its start is kept, the rest only counted. */
export class OverlongLine {
  active = false;
  private offset = 0;
  private length = 0;
  private kept: Buffer[] = [];
  private room = 0;

  constructor(private readonly max: number) {}

  begin(offset: number): void {
    this.active = true;
    this.offset = offset;
    this.length = 0;
    this.kept = [];
    this.room = this.max;
  }

  take(bytes: Buffer, start: number, end: number): void {
    this.length += end - start;
    const part = bytes.subarray(start, Math.min(end, start + this.room));
    if (part.length === 0) return;
    this.kept.push(Buffer.from(part));
    this.room -= part.length;
  }

  finish(): { offset: number; length: number; raw: Buffer } {
    this.active = false;
    const raw = Buffer.concat(this.kept);
    this.kept = [];
    return { offset: this.offset, length: this.length, raw };
  }
}
