import { openWindow } from './begin-review.ts';
import { expect, test } from './desk.ts';

test.use({ opened: false });

test('what was fixed since the check is drawn as it is now, with the count of the check beside it', async ({
  desk,
}) => {
  const { page } = desk;
  const source = await desk.write(
    'notes.csv',
    'transcription,medical_specialty\na,Surgery!\nb,Ear?\nc,Urology\nd,Surgery\n',
  );
  await desk.command('load', source);
  await desk.command('check', '--load', 'latest');
  const mend = ['--where', 'medical_specialty=Surgery!', '--set', 'medical_specialty=Surgery', '--reason', 'a slip'];
  await desk.command('fix', '--load', 'latest', ...mend);
  await desk.start();
  await openWindow(page, desk.url);
  await page.keyboard.press('Alt+2');
  const letters = page.getByRole('row', { name: 'medical_specialty must contain only letters and spaces' });
  await expect(letters).toContainText('1 of 4 fail');
  await expect(letters).toContainText('2 at the check of');
  await expect(letters).toContainText('1 row to review');
});
