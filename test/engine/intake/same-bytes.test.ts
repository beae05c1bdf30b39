/** The same bytes are loaded twice only by somebody who means it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actor, openDesk } from '../../support/open-desk.ts';

const text = 'a,b\n1,2\n';

it('are refused under another name too, with the load that has them', async () => {
  const desk = await openDesk();
  const { load } = await desk.loadText('first.csv', text);
  await expect(desk.loadText('second.csv', text)).rejects.toMatchObject({
    code: 'ALREADY_LOADED',
    message: expect.stringMatching(/Go on with that load, or load them again on purpose/) as string,
    details: { load: load.id },
  });
  expect(readdirSync(join(desk.workspace, 'landing'))).toEqual([load.id]);
});

it('are loaded again when that is said, and the load knows of which it is a copy', async () => {
  const desk = await openDesk();
  const { load: first } = await desk.loadText('first.csv', text);
  const source = { paths: [desk.write('second.csv', text)] };
  const { load } = await desk.engine.call('load.start', { source, actor, again: true });
  expect(load.duplicate_of).toBe(first.id);
});

it('of two loads at once, one is refused', async () => {
  const desk = await openDesk();
  const paths = [desk.write('same.csv', text)];
  const outcomes = await Promise.allSettled([desk.load({ paths }), desk.load({ paths })]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  const [load] = await desk.engine.call('load.list', {});
  expect(readdirSync(join(desk.workspace, 'landing'))).toEqual([load?.id]);
});

it('files in another order are the same bytes', async () => {
  const desk = await openDesk();
  const [a, b] = [desk.write('a.csv', text), desk.write('b.csv', 'a,b\n3,4\n')];
  await desk.load({ paths: [a, b] });
  await expect(desk.load({ paths: [b, a] })).rejects.toMatchObject({ code: 'ALREADY_LOADED' });
});

it('one file that was loaded before is enough, and it is named with its load', async () => {
  const desk = await openDesk();
  const [a, b] = [desk.write('a.csv', text), desk.write('b.csv', 'a,b\n3,4\n')];
  const { load } = await desk.load({ paths: [a] });
  await expect(desk.load({ paths: [b, a] })).rejects.toMatchObject({
    code: 'ALREADY_LOADED',
    message: expect.stringContaining(a) as string,
    details: { load: load.id, path: a },
  });
  const again = await desk.engine.call('load.start', { source: { paths: [b, a] }, actor, again: true });
  expect(again.load.duplicate_of).toBe(load.id);
});

it('a load that has all the files is the one that counts', async () => {
  const desk = await openDesk();
  const [a, b] = [desk.write('a.csv', text), desk.write('b.csv', 'a,b\n3,4\n')];
  await desk.load({ paths: [a] });
  const both = await desk.engine.call('load.start', { source: { paths: [a, b] }, actor, again: true });
  await expect(desk.load({ paths: [b, a] })).rejects.toMatchObject({ details: { load: both.load.id } });
});

it('two files of the same bytes in one load are refused, unless that is meant', async () => {
  const desk = await openDesk();
  const paths = [desk.write('a.csv', text), desk.write('copy.csv', text)];
  await expect(desk.load({ paths })).rejects.toMatchObject({ code: 'ALREADY_LOADED', details: { paths } });
  const { load } = await desk.engine.call('load.start', { source: { paths }, actor, again: true });
  expect(load).toMatchObject({ duplicate_of: null, records: 2 });
});
