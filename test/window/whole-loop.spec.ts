import { haveMtsamples, whyNoMtsamples } from '../support/mtsamples.ts';
import { test } from './desk.ts';
import { byMouse } from './hands.ts';
import { expectDiskAsSaid } from './on-disk.ts';
import { mtsamplesSource, sampleSource, takeWholeLoop } from './whole-loop.ts';

test('the whole loop on the sample, from first start to bronze, and the disk is as the window said', async ({
  desk,
}) => {
  const source = await sampleSource();
  await expectDiskAsSaid(desk, source, await takeWholeLoop(desk, byMouse, source));
});

test(`the whole loop on MTSamples, and the disk is as the window said${whyNoMtsamples}`, async ({ desk }) => {
  test.skip(!haveMtsamples, whyNoMtsamples);
  const source = mtsamplesSource();
  await expectDiskAsSaid(desk, source, await takeWholeLoop(desk, byMouse, source));
});
