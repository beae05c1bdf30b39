/** The form of a stream, as far as it needs no broker. With one it is under test/systems/window. */
import { chooseFolder } from './choose-paths.ts';
import { expect, expectNoSeriousAxe, test, type Desk } from './desk.ts';

const field = ({ page }: Desk, name: string) => page.getByRole('textbox', { name, exact: true });

test('says what is missing beside each field, and keeps what was typed', async ({ desk }) => {
  const { page } = desk;
  page.on('console', (m) => console.log(m.text()));
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'Take in a topic' })).toBeVisible();
  await expect(field(desk, 'Bootstrap servers')).toBeFocused();
  await page.getByRole('button', { name: 'Take it in' }).click();
});
