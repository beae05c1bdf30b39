import { describe, expect, it } from 'vitest';
import { isHit, type KeyPress } from '../../../renderer/app/key-hits.ts';

const press = (key: string, code: string, held: readonly string[] = []): KeyPress => ({
  key,
  code,
  altKey: held.includes('Alt'),
  ctrlKey: held.includes('Control'),
  metaKey: held.includes('Meta'),
  shiftKey: held.includes('Shift'),
  getModifierState: (name) => held.includes(name),
});

describe('a key press', () => {
  it('is the sign that is written, whichever keys that takes', () => {
    expect(isHit('/', press('/', 'Slash'))).toBe(true);
    expect(isHit('/', press('/', 'Digit7', ['Shift']))).toBe(true);
    expect(isHit('[', press('[', 'Digit8', ['Control', 'Alt', 'AltGraph']))).toBe(true);
    expect(isHit('shift+?', press('?', 'Minus', ['Shift']))).toBe(true);
    expect(isHit('/', press('/', 'Slash', ['Control']))).toBe(false);
    expect(isHit('/', press('-', 'Slash'))).toBe(false);
  });

  it('is the digit’s key where Alt goes with it, whatever the keyboard writes then', () => {
    expect(isHit('alt+1', press('¡', 'Digit1', ['Alt']))).toBe(true);
    expect(isHit('alt+1', press('1', 'Digit1', ['Alt']))).toBe(true);
    expect(isHit('alt+1', press('&', 'Digit1', ['Alt']))).toBe(true);
    expect(isHit('alt+1', press('1', 'Digit1'))).toBe(false);
    expect(isHit('alt+1', press('2', 'Digit2', ['Alt']))).toBe(false);
  });

  it('is a letter by itself or with what goes with it, and nothing else', () => {
    expect(isHit('F', press('f', 'KeyF'))).toBe(true);
    expect(isHit('F', press('F', 'KeyF', ['Shift']))).toBe(false);
    expect(isHit('mod+K', press('k', 'KeyK', ['Control']))).toBe(true);
    expect(isHit('F6', press('F6', 'F6'))).toBe(true);
  });
});
