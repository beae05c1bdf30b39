import { expect, test } from './desk.ts';

const canary = 'Zaphodquux';

test.use({ opened: false });

test('no patient text in the title, the address, the console or the browser’s storage', async ({ desk }) => {
  const rows = [1, 2, 3].map((id) => `${id},${canary} / ${id},${canary} note ${id},seen by ${canary}`);
  const source = await desk.write('notes.csv', `id,medical_specialty,sample_name,transcription\n${rows.join('\n')}\n`);
  await desk.command('load', source, '--actor', 'Ada');
  await desk.command('check', '--load', 'latest', '--actor', 'Ada');
  await desk.start();
  const { page } = desk;
  await page.goto(desk.url);
  const told: string[] = [];
  const keep = async (): Promise<void> => {
    told.push(await page.title(), page.url());
  };
  for (const [index, place] of ['Loads', 'Checks', 'Review', 'Publish', 'Audit'].entries()) {
    await page.keyboard.press(`Alt+${index + 1}`);
    await expect(page.getByRole('main', { name: place })).toBeVisible();
    await keep();
  }
  await page.keyboard.press('Alt+3');
  // The canary is on the screen, and so could leak.
  await expect(page.getByRole('gridcell', { name: new RegExp(`${canary} / 1`) }).first()).toBeVisible();
  await page
    .getByRole('gridcell', { name: new RegExp(`${canary} / 1`) })
    .first()
    .click();
  await expect(page.getByRole('article', { name: 'Record inspector' })).toContainText(canary);
  await keep();
  const stored = await page.evaluate(async () => ({
    local: JSON.stringify(Object.entries(localStorage)),
    session: JSON.stringify(Object.entries(sessionStorage)),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    cookies: document.cookie,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(stored).toMatchObject({ databases: [], caches: [], cookies: '', workers: 0 });
  expect([...told, stored.local, stored.session, ...desk.consoleLines].filter((text) => text.includes(canary))).toEqual(
    [],
  );
});
