/** Validates a file without loading it: landed in a staging folder, checked there, and gone again. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ValidationResult } from '../../contract/check.ts';
import type { ParsedInput } from '../../contract/methods.ts';
import type { CallContext } from '../context.ts';
import { newId } from '../ids.ts';
import { anchorsFile, recordsFile } from '../intake/land-file.ts';
import { landAll, planAll } from '../intake/land-sources.ts';
import { landingRelation, type LandingFile } from '../intake/landing.sql.ts';
import { summarise } from '../intake/summarise.ts';
import { bronzeValidation } from './builtin-suite.ts';
import { runSuite } from './run/run-suite.ts';
import { suiteHash } from './suite/identity.ts';
import { parseSuite } from './suite/parse-suite.ts';

export async function checkFile(input: ParsedInput<'check.file'>, context: CallContext): Promise<ValidationResult> {
  const suite = input.suite === undefined ? bronzeValidation : parseSuite(input.suite).suite;
  const staging = join(context.workspace.staging, newId());
  try {
    const plans = await planAll(input.source, context);
    await mkdir(staging);
    return await context.db.read(async (connection) => {
      const landed = await landAll(connection, plans, staging, context);
      const summary = summarise(landed);
      let firstOrdinal = 1;
      const files: LandingFile[] = landed.map((file, index) => {
        const folder = join(staging, 'landing');
        const place = {
          records: join(folder, recordsFile(index)),
          anchors: join(folder, anchorsFile(index)),
          firstOrdinal,
          placed: false,
        };
        firstOrdinal += file.landed;
        return place;
      });
      const run = await runSuite(
        connection,
        { from: landingRelation(files, summary.columns), columns: summary.columns, key: '_desk_ordinal' },
        suite,
        {
          resultFormat: input.result_format,
          meta: {
            suite_sha256: suiteHash(suite),
            source_sha256: summary.sha256,
            records: summary.records,
            rejects: summary.rejects,
            bronze_desk_version: context.appVersion,
          },
        },
      );
      return run.result;
    }, context.signal);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
