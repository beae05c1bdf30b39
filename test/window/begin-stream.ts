/** A stream begun from the window, as far as it needs no broker: nobody answers, and it goes on trying. */
import type { Locator } from '@playwright/test';
import { noServer } from '../support/free-port.ts';
import { chooseFolder } from './choose-paths.ts';
import { expect, type Desk } from './desk.ts';

export const field = ({ page }: Desk, name: string): Locator => page.getByRole('textbox', { name, exact: true });

/** Asks for a topic where no broker is. */
export async function askNobody(desk: Desk): Promise<void> {
  const { page } = desk;
  await desk.target('bronze');
  await page.keyboard.press('t');
  await field(desk, 'Bootstrap servers').fill(noServer);
  await field(desk, 'Topic').fill('dictations');
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await chooseFolder(desk, 'bronze');
  await page.getByRole('button', { name: 'Take it in' }).click();
  await expect(page.getByRole('alert')).toContainText(`Kafka at ${noServer} does not answer (ECONNREFUSED).`);
}

/** The same, and the stream goes on trying: the page shows it. */
export async function goOnTrying(desk: Desk): Promise<void> {
  await askNobody(desk);
  await desk.page.getByRole('button', { name: 'Let it go on trying' }).click();
  await expect(desk.page.getByRole('heading', { name: 'dictations' })).toBeVisible();
}
