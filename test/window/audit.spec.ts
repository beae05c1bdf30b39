import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { auditEventSchema, auditVerdictSchema, type AuditVerdict } from '../../electron/contract/audit.ts';
import { openFile, saveIn } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, sample, test, type Desk } from './desk.ts';

test.use({ opened: false });

test('lists, narrows and opens the trail, by keyboard alone', async ({ desk }) => {
  const { page } = desk;
  const { events } = await makeTrail(desk);
  await openAudit(desk);
  await expect(page.getByText(`${events} events`)).toBeVisible();
  const rows = page.getByRole('treegrid', { name: 'Audit events, newest first' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('Waived');
  await expectNoSeriousAxe(page);

  await page.getByRole('region', { name: 'Who' }).getByRole('button', { name: 'Nora Lind' }).press('Enter');
  const counts = await page.getByText(new RegExp(`^\\d+ of ${events} events$`)).innerText();
  await expect(rows).toHaveCount(Number.parseInt(counts, 10) + 1);
  await expect(page.getByRole('button', { name: 'Remove filter: Who Nora Lind' })).toBeVisible();
  for (const row of (await rows.all()).slice(1)) await expect(row).toContainText('Quarantined → Waived');

  await page.keyboard.press('/');
  await page.keyboard.type('no such thing in it');
  await expect(page.getByText('No event fits')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).press('Enter');
  await page.getByRole('region', { name: 'What' }).getByRole('button', { name: 'Corrected' }).press('Enter');
  await expect(rows.nth(1)).toContainText('The house style has no slashes');

  await rows.nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rows.nth(2)).toHaveAttribute('aria-expanded', 'true');
  await expect(rows.nth(2)).toContainText(/Hash[0-9a-f]{64}/);
  await expect(rows.nth(2)).toContainText('The house style has no slashes');
  await expectNoSeriousAxe(page);
  await page.getByRole('button', { name: 'Only this record' }).press('Enter');
  await expect(page.getByText(`1 of ${events} events`)).toBeVisible();
});

test('verifies the trail, exports it, and names the event in which an exported file was changed', async ({ desk }) => {
  const { page } = desk;
  const { events, head } = await makeTrail(desk);
  await openAudit(desk);
  await expect(page.getByText(`${events} events`)).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByText(`All ${events} events are intact.`)).toBeVisible();
  await expect(page.getByText(head)).toBeVisible();
  await expectNoSeriousAxe(page);

  await exportAs(desk, 'trail.jsonl');
  await expect(page.getByText(`Exported ${events} events to`)).toBeVisible();
  const file = join(desk.folder, 'trail.jsonl');
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(events);
  expect(auditEventSchema.parse(JSON.parse(lines.at(-1) ?? '')).hash).toBe(head);

  await verifyFile(desk, 'trail.jsonl', { head, events });
  await expect(page.getByText(`All ${events} events in trail.jsonl are intact.`)).toBeVisible();

  await exportAs(desk, 'trail.jsonl');
  await page.getByRole('button', { name: 'Keep the file' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();

  const changed = lines.with(4, (lines[4] ?? '').replace('slashes', 'flashes'));
  expect(changed[4]).not.toBe(lines[4]);
  await writeFile(join(desk.folder, 'changed.jsonl'), `${changed.join('\n')}\n`);
  await verifyFile(desk, 'changed.jsonl');
  await expect(page.getByRole('alert')).toContainText('Event 5: its content does not match its hash.');
  await expectNoSeriousAxe(page);

  await desk.stop();
  expect(verdictOf(await desk.command('audit', 'verify', file, '--json'))).toMatchObject({ ok: true, events, head });
});

test('holds no more of a long trail than is near the screen', async ({ desk }) => {
  const { page } = desk;
  await desk.command('load', sample);
  await desk.command('check', '--load', 'latest');
  const everything = ['--load', 'latest', '--state', 'clean', 'quarantined'];
  for (const ward of ['A', 'B', 'C', 'D', 'E']) {
    await desk.command('fix', ...everything, '--set', `keywords=ward ${ward}`, '--reason', `ward ${ward} asked`);
  }
  const { events } = verdictOf(await desk.command('audit', 'verify', '--json'));
  expect(events).toBeGreaterThan(1_000);
  await openAudit(desk);
  const grid = page.getByRole('treegrid', { name: 'Audit events, newest first' });
  await grid.getByRole('row').nth(1).focus();
  await page.keyboard.press('End');
  await expect(grid.getByRole('row').last()).toContainText('Loaded');
  await expect(page.getByText('This is where the trail begins.')).toBeVisible();
  expect(await grid.getByRole('row').count()).toBeLessThan(100);
  await page.keyboard.press('Home');
  await expect(grid.getByRole('row').nth(1)).toBeFocused();
  await expect(grid.getByRole('row').nth(1)).toContainText('ward E asked');
});

/** A load, a check, a correction by one person and a waiver by another. */
async function makeTrail(desk: Desk): Promise<AuditVerdict> {
  await desk.command('load', sample);
  await desk.command('check', '--load', 'latest');
  await desk.command(
    ...['fix', '--load', 'latest', '--where', 'medical_specialty= SOAP / Chart / Progress Notes'],
    ...['--set', 'medical_specialty=SOAP Notes', '--reason', 'The house style has no slashes'],
  );
  await desk.command(
    ...['waive', '--load', 'latest', '--where', 'medical_specialty= Obstetrics / Gynecology'],
    ...['--reason', 'A known spelling', '--actor', 'Nora Lind'],
  );
  return verdictOf(await desk.command('audit', 'verify', '--json'));
}

const verdictOf = (json: string): AuditVerdict => auditVerdictSchema.parse(z.json().parse(JSON.parse(json)));

async function openAudit(desk: Desk): Promise<void> {
  await desk.start();
  await desk.page.goto(desk.url);
  await expect(desk.page.getByRole('navigation', { name: 'Places' })).toBeVisible();
  await desk.page.keyboard.press('Alt+5');
  await expect(desk.page.getByRole('treegrid')).toBeVisible();
}

async function exportAs(desk: Desk, name: string): Promise<void> {
  await desk.page.getByRole('button', { name: 'Export…' }).click();
  await desk.page.getByRole('menuitem', { name: /JSON lines/ }).click();
  await saveIn(desk, name);
}

async function verifyFile(desk: Desk, name: string, noted?: { head: string; events: number }): Promise<void> {
  const { page } = desk;
  await page.getByRole('button', { name: 'Verify an exported file…' }).click();
  await page.getByRole('button', { name: 'Choose…' }).click();
  await openFile(desk, name);
  if (noted !== undefined) await fillNoted(page, noted);
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
}

async function fillNoted(page: Page, { head, events }: { head: string; events: number }): Promise<void> {
  await page.getByRole('textbox', { name: 'Head' }).fill(head);
  await page.getByRole('textbox', { name: 'Number of events it was noted at' }).fill(String(events));
}
