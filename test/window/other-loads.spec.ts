/** What happens to other loads, as a stream has it happen each moment, leaves alone what somebody is at. */
import { askToWaive, fillAct, goToReview, openWindow } from './begin-review.ts';
import { expect, sample, test } from './desk.ts';
import { holdWay } from './held-way.ts';

test.use({ opened: false });

test('what an act would do is not tried out again because another load has changed', async ({ desk }) => {
  const { page } = desk;
  const other = await desk.write('notes.csv', 'transcription,medical_specialty\na,Surgery\nb,?\n');
  await desk.command('load', other, '--actor', 'MK');
  await desk.command('check', '--load', 'latest', '--actor', 'MK');
  await desk.command('load', sample, '--actor', 'MK');
  await desk.command('check', '--load', 'latest', '--actor', 'MK');
  await desk.start();
  const way = await holdWay(page);
  await openWindow(page, desk.url);
  await goToReview(page);
  const dialog = await askToWaive(page);
  const waive = await fillAct(page, 'the ward asked for it');

  const another = await desk.another();
  await another.getByRole('option', { name: /notes\.csv/ }).click();
  await another.keyboard.press('Alt+2');
  way.mend();
  await another.getByRole('button', { name: 'Check again' }).click();
  // The list names every load: it shows that the event was heard, and acted upon.
  await expect.poll(() => way.called).toContain('load.list');
  await expect(another.getByRole('button', { name: 'Check again' })).toBeEnabled();
  expect(way.called).not.toContain('review.waive');
  expect(way.called).not.toContain('load.get');
  await expect(waive).toBeEnabled();
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
});
