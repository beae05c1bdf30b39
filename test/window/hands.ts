/** How a person reaches things in the window: by mouse, or by keyboard alone. What is done is the same for both. */
import type { Locator, Page } from '@playwright/test';
import { expect } from './desk.ts';

export interface Hands {
  /** Does what a button, link or entry says. `key` is the key that stands on it, where one does. */
  readonly press: (target: Locator, key?: string) => Promise<void>;
  /** Opens a thing by a double click, or by its key. */
  readonly open: (target: Locator, key: string) => Promise<void>;
  /** One of several, as in `Records | Rejects`. */
  readonly choose: (group: Locator, name: RegExp) => Promise<void>;
  /** Puts a text in place of what a field holds. `typed` are the keys, where a field takes others than its text. */
  readonly write: (field: Locator, text: string, typed?: string) => Promise<void>;
}

export const byMouse: Hands = {
  press: (target) => target.click(),
  open: (target) => target.dblclick(),
  choose: (group, name) => group.getByText(name).click(),
  write: (field, text) => field.fill(text),
};

/** Far more than there are in any place. */
const mostTabs = 250;

export function byKeyboard(page: Page): Hands {
  const keys = page.keyboard;

  /** Goes on, key by key, until the target has the focus. */
  async function reach(target: Locator, key: string): Promise<void> {
    await expect(target).toBeAttached();
    for (let pressed = 0; pressed < mostTabs; pressed += 1) {
      const where = await target.evaluate((element) => {
        const focused = document.activeElement;
        if (focused === element) return 'there';
        // A list has one stop of the Tab key: within it the arrows lead on.
        const isBeside = focused?.closest('section')?.contains(element) === true && focused.matches('li > button');
        return isBeside && element.matches('li > button[tabindex="-1"]')
          ? focused.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
            ? 'below'
            : 'above'
          : 'elsewhere';
      });
      if (where === 'there') return;
      await keys.press(where === 'below' ? 'ArrowDown' : where === 'above' ? 'ArrowUp' : key);
    }
    throw new Error(`${String(target)} was not reached by ${mostTabs} presses of ${key}`);
  }

  return {
    async press(target, key) {
      await expect(target).toBeVisible();
      await expect(target).toBeEnabled();
      if (key === undefined) {
        const isInMenu = (await target.getAttribute('role')) === 'menuitem';
        await reach(target, isInMenu ? 'ArrowDown' : 'Tab');
      }
      await keys.press(key ?? 'Enter');
      await expectFocusSeen(page);
    },
    async open(target, key) {
      await expect(target).toBeVisible();
      await keys.press(key);
      await expectFocusSeen(page);
    },
    async choose(group, name) {
      await reach(group.getByRole('radio', { checked: true }), 'Tab');
      await reach(group.getByRole('radio', { name }), 'ArrowRight');
      await expectFocusSeen(page);
    },
    async write(field, text, typed = text) {
      await reach(field, 'Tab');
      await keys.press('Control+A');
      await keys.type(typed);
      await expect(field).toHaveValue(text);
      await expectFocusSeen(page);
    },
  };
}

/** Somewhere a person can see, and can go on from. */
async function expectFocusSeen(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const focused = document.activeElement;
          if (focused === null || focused === document.body) return 'nowhere';
          return focused.matches(':focus-visible') ? 'seen' : `unseen on ${focused.tagName}`;
        }),
      { message: 'where the focus is' },
    )
    .toBe('seen');
}

declare global {
  interface Window {
    pointerEvents?: string[];
  }
}

/** From the next page on, everything a mouse, pen or finger does is noted; the answer says what that was. */
export async function watchForPointers(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const noted: string[] = [];
    window.pointerEvents = noted;
    for (const type of ['pointerdown', 'mousedown', 'touchstart', 'dblclick', 'wheel'])
      document.addEventListener(type, () => noted.push(type), { capture: true });
  });
  return () => page.evaluate(() => window.pointerEvents ?? ['the watch is gone']);
}
