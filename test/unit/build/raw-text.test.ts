import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it, onTestFinished } from 'vitest';
import { rawText } from '../../../build/raw-text.mjs';

it('puts the text of a migration into the bundle as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bronze-desk-raw-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const sql = "CREATE TABLE load (name VARCHAR DEFAULT '`${x}\\n'); -- é\n";
  await writeFile(join(folder, '0001_load.sql'), sql);
  await writeFile(join(folder, 'main.js'), "export { default } from './0001_load.sql?raw';\n");
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'main.js')],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [rawText],
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const bundled = (await import(`data:text/javascript;base64,${code}`)) as { default: string };
  expect(bundled.default).toBe(sql);
});
