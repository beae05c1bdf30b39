/** The server's picker, as a person uses it: from the roots into folders, then the answer. */
import type { Locator, Page } from '@playwright/test';
import { basename } from 'node:path';
import { expect, type Desk } from './desk.ts';
import { byMouse, type Hands } from './hands.ts';

type Files = Pick<Desk, 'page' | 'folder'>;

/** `path`: below the root, divided by slashes. */
export async function chooseFolder({ page, folder }: Files, path: string, hands = byMouse): Promise<void> {
  await enter(page, basename(folder), hands);
  for (const name of path.split('/')) await enter(page, name, hands);
  await answer(page, 'Use this folder', hands);
}

export async function saveIn({ page, folder }: Files, name: string, hands = byMouse): Promise<void> {
  await enter(page, basename(folder), hands);
  await hands.write(page.getByRole('textbox', { name: 'File name' }), name);
  await answer(page, 'Save here', hands);
}

export async function openFile({ page, folder }: Files, name: string, hands = byMouse): Promise<void> {
  await enter(page, basename(folder), hands);
  // Its size and age follow the name.
  await hands.press(
    entries(page)
      .getByRole('listitem')
      .filter({ has: page.getByText(name, { exact: true }) })
      .getByRole('button'),
  );
  await answer(page, 'Open 1 source', hands);
}

const entries = (page: Page): Locator => page.getByRole('list', { name: 'Files and folders' });

async function enter(page: Page, name: string, hands: Hands): Promise<void> {
  await hands.press(entries(page).getByRole('button', { name }));
}

async function answer(page: Page, act: string, hands: Hands): Promise<void> {
  const button = page.getByRole('button', { name: act });
  await hands.press(button);
  await expect(button).toBeHidden();
}
