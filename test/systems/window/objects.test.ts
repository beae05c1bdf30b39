/** An object store as source and as target of the window, with a real MinIO behind it. */
import { expect, it } from 'vitest';
import { describeWithMinio, onlyPublish, suffix, useMinio } from '../minio/use-minio.ts';
import { expectSoon, openWindow } from './open-window.ts';

const csv = 'id,transcription,medical_specialty\n1,a note,Surgery\n2,another,Surgery\n3,a third,?\n';

describeWithMinio(`an object store in the window${suffix}`, () => {
  const minio = useMinio();

  it('is loaded from and published to, by addresses below what was named at the start', async () => {
    const bucket = await minio().makeBucket();
    await bucket.put('incoming/notes.csv', csv);
    const address = `s3://${bucket.name}`;
    await using window = await openWindow({
      args: ['--root', address, '--s3-endpoint', minio().server.url],
      env: minio().env,
    });
    const { page } = window;
    await page.keyboard.press('b');
    await page.getByRole('combobox', { name: 'Address' }).fill('s3://no');
    await page.keyboard.press('Enter');
    await expectSoon(page.getByText('That is not an address in an object store.')).toBeVisible();
    await page.getByRole('combobox', { name: 'Address' }).fill(`${address}/incoming/notes.csv`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Load notes\.csv/ }).click();
    await page.getByRole('button', { name: /Check it now/ }).click();
    await page.getByRole('button', { name: /Go on to publish/ }).click();

    await page.getByRole('combobox', { name: 'Or an address in an object store' }).fill(`${address}/bronze`);
    await page.keyboard.press('Enter');
    await expectSoon(page.getByText(`On ${minio().server.url}, region ${minio().server.region}`)).toBeVisible();
    await page.getByRole('button', { name: /^Publish 2 rows/ }).click();
    await expectSoon(page.getByText(/^Published 2 rows in 1 file/)).toBeVisible();
    expect((await onlyPublish(bucket)).manifest.counts.rows).toBe(2);

    await page.getByRole('heading').first().click();
    await page.keyboard.press('Escape');
    await expectSoon(page.getByText('Bronze already holds exactly this.', { exact: true })).toBeVisible();
    await page.getByRole('switch', { name: /Also write quarantined/ }).click();
    await expectSoon(page.getByText('Which rows differ is not told for an object store')).toBeVisible();
    expect(window.faults).toEqual([]);
  });

  it('says in words that there are no credentials, and leads on', async () => {
    const bucket = await minio().makeBucket();
    const address = `s3://${bucket.name}`;
    await using window = await openWindow({
      args: ['--root', address, '--s3-endpoint', minio().server.url],
      env: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nowhere' },
    });
    const { page } = window;
    await page.getByRole('button', { name: /Load the sample/ }).click();
    await page.getByRole('button', { name: /Check it now/ }).click();
    await page.keyboard.press('Alt+4');
    await page.getByRole('combobox', { name: 'Or an address in an object store' }).fill(`${address}/bronze`);
    await page.keyboard.press('Enter');
    await expectSoon(page.getByRole('alert')).toContainText(`There are no credentials for ${minio().server.url}`);
    await expectSoon(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expectSoon(page.getByRole('button', { name: 'Choose a folder…' }).first()).toBeVisible();
  });
});
