/** The form of a stream, as a person fills it in. */
import type { Page } from '@playwright/test';
import { expectSoon, type OpenWindow } from './open-window.ts';

export interface Asked {
  readonly servers: string;
  readonly topic: string;
  readonly batchSize?: number;
  readonly batchMs?: number;
}

export async function fillForm({ page }: Pick<OpenWindow, 'page'>, asked: Asked): Promise<void> {
  await page.keyboard.press('t');
  await expectSoon(page.getByRole('heading', { name: 'Take in a topic' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Bootstrap servers' }).fill(asked.servers);
  await page.getByRole('textbox', { name: 'Topic' }).fill(asked.topic);
  if (asked.batchSize !== undefined) {
    await page.getByRole('textbox', { name: 'A batch has at most' }).fill(String(asked.batchSize));
  }
  if (asked.batchMs !== undefined) {
    await page.getByRole('textbox', { name: 'Or closes after its first message by' }).fill(String(asked.batchMs));
  }
}

export async function chooseBronze(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  const entries = page.getByRole('list', { name: 'Files and folders' });
  await entries.getByRole('button', { name: 'files' }).click();
  await entries.getByRole('button', { name: 'bronze' }).click();
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await expectSoon(page.getByRole('button', { name: 'Choose another…' })).toBeVisible();
}

export const takeIn = (page: Page): Promise<void> => page.getByRole('button', { name: 'Take it in' }).click();
