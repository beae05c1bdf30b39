import { haveMtsamples, whyNoMtsamples } from '../support/mtsamples.ts';
import { expect, test, type Desk } from './desk.ts';
import { byKeyboard, watchForPointers } from './hands.ts';
import { expectDiskAsSaid } from './on-disk.ts';
import { mtsamplesSource, sampleSource, takeWholeLoop, type LoopSource } from './whole-loop.ts';

test.use({ opened: false });

test('the whole loop on the sample, by keyboard alone', async ({ desk }) => {
  await takeItByKeyboard(desk, await sampleSource());
});

test(`the whole loop on MTSamples, by keyboard alone${whyNoMtsamples}`, async ({ desk }) => {
  test.skip(!haveMtsamples, whyNoMtsamples);
  await takeItByKeyboard(desk, mtsamplesSource());
});

async function takeItByKeyboard(desk: Desk, source: LoopSource): Promise<void> {
  const { page } = desk;
  const pointerEvents = await watchForPointers(page);
  await desk.start();
  await page.goto(desk.url);
  const said = await takeWholeLoop(desk, byKeyboard(page), source);
  expect(await pointerEvents(), 'nothing was pointed at').toEqual([]);
  await expectDiskAsSaid(desk, source, said);
}
