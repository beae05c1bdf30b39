/** Whether a key press is what a command asks for, on whatever keyboard it was pressed. */
import { getHotkeyHandler } from '@mantine/hooks';

/** What is looked at of a key press, the browser's or React's. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  getModifierState(name: string): boolean;
}

type Pressed = Parameters<ReturnType<typeof getHotkeyHandler>>[0];

/**
 * `keys` in Mantine's notation. A sign is meant as it is written, whichever keys it takes to write it: `/` is Shift 7 on
 * a German keyboard, `[` AltGr 8. A digit with Alt is the key itself: on a Mac Alt writes another sign with it.
 */
export function isHit(keys: string, event: KeyPress): boolean {
  const sign = /^(?:shift\+)?([^\p{L}\p{N}\s])$/u.exec(keys)?.[1];
  if (sign !== undefined) {
    const isWriting = event.getModifierState('AltGraph') || !(event.ctrlKey || event.altKey);
    return event.key === sign && isWriting && !event.metaKey;
  }
  const digit = /^alt\+(\d)$/i.exec(keys)?.[1];
  if (digit !== undefined) {
    return event.code === `Digit${digit}` && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  }
  let hit = false;
  getHotkeyHandler([[keys, () => (hit = true), { preventDefault: false }]])(event as KeyPress & Pressed);
  return hit;
}
