/** What may not be read or written is said in words. Root may read everything, so this runs the built program as nobody. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failureSchema } from '../../../electron/contract/errors.ts';

const program = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url));
const nobody = 65_534;

function asNobody(cwd: string, ...args: string[]): SpawnSyncReturns<string> {
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, BRONZE_DESK_ACTOR: 'nobody' };
  return spawnSync(process.execPath, [program, ...args], { cwd, env, uid: nobody, gid: nobody, encoding: 'utf8' });
}

const canTry = process.getuid?.() === 0 && asNobody(tmpdir(), '--version').status === 0;
const errorSchema = z.object({ error: failureSchema });

describe.skipIf(!canTry)(
  'without permission (skipped: only root can become nobody, who must be able to run dist/)',
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'bronze-desk-nobody-'));
      chmodSync(folder, 0o777);
      mkdirSync(join(folder, 'closed'));
      for (const name of ['closed/in.csv', 'own.csv', 'open.csv']) writeFileSync(join(folder, name), 'a,b\n1,2\n');
      chmodSync(join(folder, 'own.csv'), 0o600);
      chmodSync(join(folder, 'closed'), 0o700);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    const failureOf = (...args: string[]) =>
      errorSchema.parse(JSON.parse(asNobody(folder, ...args, '--json', '--quiet').stderr)).error;

    it.each(['closed/in.csv', 'closed', 'own.csv'])('%s cannot be read', (name) => {
      const failure = failureOf('load', join(folder, name), '--workspace', join(folder, 'workspace'));
      expect(failure.code).toBe('SOURCE_UNREADABLE');
      expect(failure.message).toMatch(/no permission.*Ask for access, or copy it/);
      expect(failure.message).toContain(join(folder, name));
    });

    it('a bronze folder cannot be written to', () => {
      const target = join(folder, 'closed', 'bronze');
      const failure = failureOf(
        'ingest',
        join(folder, 'open.csv'),
        '--target',
        target,
        '--workspace',
        join(folder, 'w'),
      );
      expect(failure.code).toBe('TARGET_NOT_WRITABLE');
      expect(failure.message).toMatch(/Choose another, or ask for permission/);
      expect(failure.message).toContain(target);
    });
  },
);
