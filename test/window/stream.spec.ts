/** The form of a stream, as far as it needs no broker. With one it is under test/systems/window. */
import { noServer } from '../support/free-port.ts';
import { openWindow } from './begin-review.ts';
import { askNobody, field, goOnTrying } from './begin-stream.ts';
import { chooseFolder, openFile } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, test } from './desk.ts';
import { holdWay } from './held-way.ts';

test('says what is missing beside each field, and keeps what was typed', async ({ desk }) => {
  const { page } = desk;
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'Take in a topic' })).toBeVisible();
  await expect(field(desk, 'Bootstrap servers')).toBeFocused();
  await page.keyboard.type('kafka');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('“kafka” is no server: it takes host:9092.')).toBeVisible();
  await expect(page.getByText('Say which topic. Its messages are JSON objects.')).toBeVisible();
  await expect(page.getByText('Choose the bronze folder.', { exact: true })).toBeVisible();
  await expect(page.getByText('3 things are missing or wrong: see above.')).toBeVisible();
  await expect(field(desk, 'Bootstrap servers')).toBeFocused();
  await expectNoSeriousAxe(page);
  await field(desk, 'Topic').fill('dictations');
  await page.getByRole('button', { name: 'Back to the loads' }).click();
  await page.keyboard.press('t');
  await expect(field(desk, 'Bootstrap servers')).toHaveValue('kafka');
  await expect(field(desk, 'Topic')).toHaveValue('dictations');
});

test('says that no broker answers, and leads back to the form as it was', async ({ desk }) => {
  const { page } = desk;
  await askNobody(desk);
  await expectNoSeriousAxe(page);
  await page.getByRole('button', { name: 'Stop trying, and change the form' }).click();
  await expect(page.getByRole('button', { name: 'Take it in' })).toBeEnabled();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(field(desk, 'Bootstrap servers')).toHaveValue(noServer);
});

test.describe('with the way to the engine cut', () => {
  test.use({ opened: false });

  test('a stream is not called stopped, and goes on being shown when the way is back', async ({ desk }) => {
    const { page } = desk;
    await desk.start();
    const way = await holdWay(page);
    await openWindow(page, desk.url);
    await goOnTrying(desk);
    const main = page.getByRole('main');
    await way.cut();
    await expect(main).toContainText('The engine does not answer just now');
    await expect(main).not.toContainText('Stopped');
    await expect(main).not.toContainText('not here any more');
    await expect(page.getByRole('button', { name: /Take it in again/ })).toHaveCount(0);
    way.mend();
    await expect(page.getByText('Broker unreachable').first()).toBeVisible();
    await expect(page.getByText('is no longer taken in')).toHaveCount(0);
  });
});

test('choosing a load in the head leads to it, from a stream and from the form alike', async ({ desk }) => {
  const { page } = desk;
  await goOnTrying(desk);
  await desk.write('notes.csv', 'transcription,medical_specialty\na,Surgery\n');
  await page.keyboard.press('Escape');
  await page.keyboard.press('o');
  await openFile(desk, 'notes.csv');
  await page.getByRole('button', { name: /^Load notes\.csv/ }).click();
  const heading = page.getByRole('heading', { name: 'notes.csv' });
  await expect(heading).toBeVisible();
  const chooseInHead = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Choose a load/ }).click();
    await page.getByRole('menuitem', { name: /notes\.csv/ }).click();
  };
  await page.getByRole('button', { name: 'Watch it' }).first().click();
  await expect(heading).toBeHidden();
  await chooseInHead();
  await expect(heading).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'Take in a topic' })).toBeVisible();
  await chooseInHead();
  await expect(heading).toBeVisible();
});

test('Escape leaves the form from within a field, and only closes a list that is open', async ({ desk }) => {
  const { page } = desk;
  await page.keyboard.press('t');
  await page.getByRole('combobox', { name: 'Suite' }).click();
  const choice = page.getByRole('option', { name: /bronze_validation/ });
  await expect(choice).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(choice).toBeHidden();
  await field(desk, 'Topic').fill('dictations');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Take in a topic' })).toBeHidden();
  await page.keyboard.press('t');
  await expect(field(desk, 'Topic')).toHaveValue('dictations');
});

test('a suite file that is too large is refused in words, and a file that was mended is read again', async ({
  desk,
}) => {
  const { page } = desk;
  await page.keyboard.press('t');
  const chooser = page.getByLabel('Suite file');
  const suite = { name: 'ours', expectations: [{ type: 'expect_column_to_exist', kwargs: { column: 'note' } }] };
  const large = await desk.write('large.json', JSON.stringify({ ...suite, meta: 'x'.repeat(5_200_000) }));
  await chooser.setInputFiles(large);
  await expect(page.getByRole('alert')).toContainText(
    'large.json was not read: it has 5.2 MB, and a suite has 4 MB at most. Choose another file.',
  );
  await page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);

  const path = await desk.write('ours.json', '{ "expectations"');
  await chooser.setInputFiles(path);
  await expect(page.getByRole('alert')).toBeVisible();
  // With the file still in it, a browser would not tell of the same choice.
  await expect(chooser).toHaveValue('');
  await desk.write('ours.json', JSON.stringify(suite));
  await chooser.setInputFiles(path);
  await expect(page.getByText('Column note must exist', { exact: false })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Suite' })).toHaveValue('ours · from a file');
});

test('the foot shows how far the review is and that a stream runs, and leads to it from every place', async ({
  desk,
}) => {
  const { page } = desk;
  await page.getByRole('button', { name: /Load the sample/ }).click();
  await page.getByRole('button', { name: /Check it now/ }).click();
  await goOnTrying(desk);
  await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Watch it' })).toHaveCount(0);
  await page.keyboard.press('Alt+3');
  const foot = page.getByRole('contentinfo');
  await expect(foot.getByText('0 done, 171 left')).toBeInViewport({ ratio: 1 });
  await expect(foot.getByText('Checks current')).toBeInViewport({ ratio: 1 });
  await expect(foot.getByRole('group', { name: 'Streams that run' })).toBeInViewport({ ratio: 1 });
  await expect(foot.getByText('Broker unreachable')).toBeInViewport({ ratio: 1 });
  await expect(foot.getByText('all keys')).toBeInViewport({ ratio: 1 });
  await foot.getByRole('button', { name: 'Watch it' }).click();
  await expect(page.getByRole('heading', { name: 'dictations' })).toBeVisible();
});

test('a long path of the bronze folder leaves its button whole', async ({ desk }) => {
  const { page } = desk;
  const deep = 'a-bronze-folder-whose-name-goes-on/and-on-until-no-line-can-hold-it/for-the-letters-of-the-ward';
  await desk.target(deep);
  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Choose the bronze folder…' }).click();
  await chooseFolder(desk, deep);
  const label = page.getByRole('button', { name: 'Choose another…' }).getByText('Choose another…');
  await expect(label).toBeVisible();
  expect(await label.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
});

test('a stream of the same topic and group on another cluster is not the one that is looked at', async ({ desk }) => {
  const { page } = desk;
  await goOnTrying(desk);
  const watch = page.getByRole('contentinfo').getByRole('button', { name: 'Watch it' });
  await expect(watch).toHaveCount(0);
  const elsewhere = { cluster: 'another', topic: 'dictations', topic_id: 'another', group: 'bronze-desk' };
  await page.evaluate(
    (kept) => sessionStorage.setItem('bronze-desk.stream', kept),
    JSON.stringify({ run: null, name: elsewhere }),
  );
  await page.reload();
  await expect(page.getByText('This stream is not here any more')).toBeVisible();
  await watch.click();
  await expect(page.getByRole('heading', { name: 'dictations' })).toBeVisible();
});

for (const [where, within] of [
  ['above the list', 'main'],
  ['at the foot', 'contentinfo'],
] as const) {
  test(`Escape leads from a stream that was opened ${where} to the list, where Enter goes on`, async ({ desk }) => {
    const { page } = desk;
    const list = page.getByRole('listbox', { name: /^Loads/ });
    await page.getByRole('button', { name: /Load the sample/ }).click();
    await expect(list).toBeVisible();
    await goOnTrying(desk);
    await page.keyboard.press('Escape');
    await expect(list).toBeFocused();
    await page.getByRole(within).getByRole('button', { name: 'Watch it' }).click();
    await expect(list).toBeHidden();
    await page.keyboard.press('Escape');
    await expect(list).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /Check it now/ })).toBeFocused();
  });
}
