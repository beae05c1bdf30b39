/** A topic taken in from the window, with a real broker behind it and a real browser before it. */
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KafkaOutgoing } from '../../../electron/engine/stream/kafka/kafka-client.ts';
import { noSeriousFaults } from '../../window/accessibility.ts';
import { send } from '../kafka/send.ts';
import { missingKafka, startKafka, type KafkaBroker } from '../kafka/start-kafka.ts';
import { expectSoon, openWindow } from './open-window.ts';
import { chooseBronze, fillForm, takeIn } from './stream-form.ts';

const missing = missingKafka();

/** Of each ten one fails the built-in suite, and one is no JSON. */
const dictations = (from: number, count: number): KafkaOutgoing[] =>
  Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const value = {
      number,
      transcription: `dictation ${number}`,
      medical_specialty: number % 10 === 3 ? '?' : 'Surgery',
    };
    return {
      partition: number % 2,
      key: Buffer.from(`case ${number}`),
      value: Buffer.from(number % 10 === 7 ? 'no json' : JSON.stringify(value)),
      headers: [['source', Buffer.from('ward 7')]],
    };
  });

const figure = (page: Page, word: string) =>
  page.locator('dl[aria-label="Since it was started"] > div').filter({ hasText: word }).locator('dd');

async function expectNoSeriousAxe(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await expectSoon(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    expect(await noSeriousFaults(page), colorScheme).toEqual([]);
  }
}

describe.skipIf(missing !== null)(`a topic in the window${missing === null ? '' : ` (${missing})`}`, () => {
  let broker: KafkaBroker;
  beforeAll(async () => {
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  it('is taken in, paused, resumed, found again after a reload, and stopped; its quarantine is a key away', async () => {
    await broker.createTopic('dictations', 2);
    await send(broker, 'dictations', dictations(0, 200));
    await using window = await openWindow();
    const { page } = window;
    await fillForm(window, { servers: broker.bootstrapServers[0], topic: 'dictations', batchSize: 50 });
    await chooseBronze(page);
    await expectNoSeriousAxe(page);
    await page.keyboard.press('Control+Enter');
    await expectSoon(page.getByRole('heading', { name: 'dictations' })).toBeVisible();
    await expectSoon(figure(page, 'messages taken')).toHaveText('200');
    await expectSoon(figure(page, 'quarantined')).toHaveText('40');
    await expectSoon(page.getByRole('img', { name: /^Messages a second: / })).toBeVisible();
    await expectNoSeriousAxe(page);

    await page.keyboard.press('p');
    await expectSoon(page.getByRole('button', { name: 'Resume' })).toBeEnabled();
    await expectSoon(page.getByText('Nothing is fetched until it is resumed.')).toBeVisible();
    await send(broker, 'dictations', dictations(200, 100));
    await expectSoon(figure(page, 'waiting in the topic')).toHaveText('100');
    expect(await figure(page, 'messages taken').innerText()).toBe('200');

    await page.reload();
    await expectSoon(page.getByRole('button', { name: 'Resume' })).toBeEnabled();
    await expectSoon(figure(page, 'messages taken')).toHaveText('200');
    await page.keyboard.press('p');
    await expectSoon(figure(page, 'messages taken')).toHaveText('300');
    await expectSoon(figure(page, 'waiting in the topic')).toHaveText('0');

    await page.keyboard.press('x');
    await expectSoon(page.getByRole('button', { name: /Take it in again/ })).toBeVisible();
    await page.keyboard.press('Escape');
    const row = page.getByRole('option', { name: /dictations/ });
    await expectSoon(row).toContainText('300 messages in');
    await expectSoon(row).toContainText('60 in quarantine');
    await expectNoSeriousAxe(page);
    await page.keyboard.press('r');
    await expectSoon(page.getByRole('main', { name: 'Review' })).toBeVisible();
    await page.getByRole('tab', { name: 'Source' }).click();
    const origin = page.getByRole('region', { name: 'Where it came from' });
    await expectSoon(origin).toContainText('dictations');
    await expectSoon(origin).toContainText(/Offset\d+/);
    await expectSoon(origin).toContainText(/case \d+/);
    await expectSoon(origin).toContainText('ward 7');
    await expectNoSeriousAxe(page);
    expect(window.faults).toEqual([]);
  });

  it('leads to the newest batch with quarantine, and from one that is decided to the next', async () => {
    await broker.createTopic('by-batches', 1);
    const messages = dictations(0, 30).filter((_, index) => index % 10 !== 7);
    await send(
      broker,
      'by-batches',
      messages.map((message) => ({ ...message, partition: 0 })),
    );
    await using window = await openWindow();
    const { page } = window;
    await fillForm(window, { servers: broker.bootstrapServers[0], topic: 'by-batches', batchSize: 9 });
    await chooseBronze(page);
    await takeIn(page);
    await expectSoon(
      page.getByRole('button', { name: 'Review the newest of 3 batches with quarantine' }),
    ).toBeEnabled();
    await page.keyboard.press('r');
    for (const next of ['On to the next of 2 batches with quarantine', 'On to the last batch with quarantine', null]) {
      const grid = page.getByRole('grid', { name: 'Records' });
      await expectSoon(grid).toHaveAttribute('aria-busy', 'false');
      await expectSoon(grid.locator('[role="row"][aria-rowindex="2"]')).toBeVisible();
      await grid.focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('x');
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reason').fill('not ours');
      await expectSoon(dialog.locator('button[type="submit"]')).toBeEnabled();
      await page.keyboard.press('Control+Enter');
      await expectSoon(page.getByRole('heading', { name: 'All decided' })).toBeVisible();
      if (next !== null) await page.getByRole('button', { name: next }).click();
    }
    await expectSoon(page.getByRole('button', { name: /^On to/ })).toHaveCount(0);
    expect(window.faults).toEqual([]);
  });

  it('says that the broker is gone while it is, and goes on by itself', async () => {
    await broker.createTopic('gone', 2);
    await send(broker, 'gone', dictations(0, 50));
    await using window = await openWindow();
    const { page } = window;
    await fillForm(window, { servers: broker.bootstrapServers[0], topic: 'gone' });
    await chooseBronze(page);
    await takeIn(page);
    await expectSoon(figure(page, 'messages taken')).toHaveText('50');
    await broker.kill();
    await expectSoon(page.getByRole('alert')).toContainText('does not answer');
    await expectSoon(page.getByText('Broker unreachable').first()).toBeVisible();
    await expectSoon(page.getByText('Not known while the broker does not answer.')).toBeVisible();
    await expectNoSeriousAxe(page);
    await broker.restart();
    await send(broker, 'gone', dictations(50, 30));
    await expectSoon(figure(page, 'messages taken')).toHaveText('80');
    await expectSoon(page.getByRole('alert')).toHaveCount(0);
    expect(window.faults).toEqual([]);
  });

  it('is still the same stream after its engine was killed while it was looked at by its run', async () => {
    await broker.createTopic('kept-on', 1);
    await send(
      broker,
      'kept-on',
      dictations(0, 30).map((message) => ({ ...message, partition: 0 })),
    );
    await using window = await openWindow();
    const { page } = window;
    await fillForm(window, { servers: broker.bootstrapServers[0], topic: 'kept-on' });
    await chooseBronze(page);
    await takeIn(page);
    await expectSoon(figure(page, 'messages taken')).toHaveText('30');
    await expectSoon(page.getByRole('table', { name: /^Batches/ })).toBeVisible();
    await window.crash();
    await expectSoon(page.getByRole('heading', { name: 'kept-on' })).toBeVisible();
    await expectSoon(page.getByRole('button', { name: /Take it in again/ })).toBeVisible();
    await expectSoon(page.locator('dl[aria-label="Of all its batches"]')).toContainText('30messages');
    expect(window.faults).toEqual([]);
  });

  it('says that there is no such topic, and keeps what was typed', async () => {
    await using window = await openWindow();
    const { page } = window;
    await fillForm(window, { servers: broker.bootstrapServers[0], topic: 'nowhere' });
    await chooseBronze(page);
    await takeIn(page);
    await expectSoon(page.getByRole('alert')).toContainText('has no topic "nowhere"');
    await expectSoon(page.getByRole('textbox', { name: 'Topic' })).toHaveValue('nowhere');
    await broker.createTopic('nowhere', 1);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectSoon(page.getByText('Consuming').first()).toBeVisible();
  });
});

describe.skipIf(missing !== null)('a broker that asks for a password', () => {
  it('refuses a wrong one in the form, takes the right one, and neither is stored', async () => {
    await using broker = await startKafka({ sasl: 'SCRAM-SHA-256' });
    await broker.createTopic('kept', 1);
    await using window = await openWindow();
    const { page } = window;
    const { username, password } = broker.credentials;
    await fillForm(window, { servers: broker.bootstrapServers[0], topic: 'kept' });
    await page.getByRole('combobox', { name: 'Sign in with' }).click();
    await page.getByRole('option', { name: 'SASL SCRAM-SHA-256' }).click();
    await page.getByRole('textbox', { name: 'User name' }).fill(username);
    await page.getByRole('textbox', { name: 'Password' }).fill(`${password}, wrong`);
    await chooseBronze(page);
    await takeIn(page);
    await expectSoon(page.getByRole('alert')).toContainText('refused the user name or password');
    await expectSoon(page.getByRole('textbox', { name: 'User name' })).toHaveValue(username);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expectSoon(page.getByText('Consuming').first()).toBeVisible();
    const kept = await page.evaluate('JSON.stringify([localStorage, sessionStorage])');
    expect(kept).toContain('SCRAM-SHA-256');
    expect(kept).not.toContain(password);
    expect(kept).not.toContain(username);
  });
});
