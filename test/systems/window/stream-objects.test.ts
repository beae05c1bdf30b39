/** A topic taken from the window straight into an object store, with a real broker and a real MinIO. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbered } from '../kafka/consume-run.ts';
import { send } from '../kafka/send.ts';
import { missingKafka, startKafka, type KafkaBroker } from '../kafka/start-kafka.ts';
import { narrowLine } from '../minio/narrow-line.ts';
import { missingMinio } from '../minio/start-minio.ts';
import { useMinio, wholeObjects } from '../minio/use-minio.ts';
import { expectSoon, openWindow } from './open-window.ts';
import { fillForm } from './stream-form.ts';

const missing = missingKafka() ?? missingMinio();

describe.skipIf(missing !== null)(`a topic into an object store${missing === null ? '' : ` (${missing})`}`, () => {
  const minio = useMinio();
  let broker: KafkaBroker;
  beforeAll(async () => {
    broker = await startKafka();
  });
  afterAll(() => broker.stop());

  it('is asked for by its address, waits in words while the store is away, and goes on by itself', async () => {
    const bucket = await minio().makeBucket();
    const rows = async (): Promise<number> =>
      (await wholeObjects(bucket)).reduce((sum, { manifest }) => sum + manifest.counts.rows, 0);
    await using line = await narrowLine(minio().server.url);
    await broker.createTopic('dictations', 2);
    await send(broker, 'dictations', [...numbered(0, 100, 2)]);
    await using window = await openWindow({
      args: ['--root', `s3://${bucket.name}`, '--s3-endpoint', line.url],
      env: minio().env,
    });
    const { page } = window;
    await fillForm(window, { servers: broker.bootstrapServers[0], topic: 'dictations', batchSize: 50 });
    const address = page.getByRole('combobox', { name: 'Or an address in an object store' });
    await address.fill('s3://no');
    await page.keyboard.press('Enter');
    await expectSoon(page.getByText('That is not an address in an object store.')).toBeVisible();
    await address.fill(bucket.target);
    await page.keyboard.press('Enter');
    await expectSoon(address).toBeFocused();
    await expectSoon(page.getByText(`On ${line.url}`)).toBeVisible();
    await page.keyboard.press('Control+Enter');
    await expectSoon(page.getByRole('heading', { name: 'dictations' })).toBeVisible();
    const inBronze = page.locator('dl > div').filter({ hasText: 'rows in bronze' }).locator('dd');
    await expectSoon(inBronze).toHaveText('100');
    expect(await rows()).toBe(100);

    await line.refuse();
    await send(broker, 'dictations', [...numbered(100, 150, 2)]);
    await expectSoon(page.getByRole('alert')).toContainText(
      `${line.url} does not answer (ECONNREFUSED). It is tried again by itself; what was taken waits in the workspace.`,
    );
    await expectSoon(page.getByText('Bronze unreachable').first()).toBeVisible();
    await line.reopen();
    await expectSoon(inBronze).toHaveText('150');
    await expectSoon(page.getByText('Bronze unreachable')).toHaveCount(0);
    expect(await rows()).toBe(150);
    expect(window.faults).toEqual([]);
  });
});
