/**
 * `spark.commit`: a run becomes a publish. What Spark says it wrote is held against what is there, judged as a check is, and
 * only then the manifest is put in its place: the last file, and the one that readers go by.
 */
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { Manifest } from '../../contract/publish.ts';
import type { SparkPlan } from '../../contract/spark.ts';
import { trailHead } from '../audit/trail.ts';
import type { CallContext } from '../context.ts';
import type { BronzePlace } from '../publish/bronze-place.ts';
import { bronzePlace } from '../publish/open-place.ts';
import { manifestName, manifestPath } from '../publish/publish-path.ts';
import { refuseUnaccounted } from './account-run.ts';
import { requireTarget, runFolders } from './address-here.ts';
import { judge } from './judge-run.ts';
import { readPlan } from './plan-file.ts';
import { readBack, readSummary } from './read-back.ts';
import { runManifest } from './run-manifest.ts';
import { runPlace } from './run-place.ts';
import { tellOfCommit } from './tell-of-commit.ts';

type Input = ParsedInput<'spark.commit'>;
type Judged = Output<'spark.judge'>;

const outcome = 'Nothing was published.';

/**
 * Throws NOT_FOUND where this machine does not reach the run, or it did not end; COULD_NOT_RUN; RECEIPT_UNBALANCED where
 * what is there is not what the summary says; CONFLICT where another publish stands there.
 */
export async function commitRun(input: Input, context: CallContext): Promise<Output<'spark.commit'>> {
  const plan = await readPlan(context.offered.require(input.plan));
  const target = requireTarget(input.target, plan, 'what Spark wrote there is no publish yet');
  const bronze = bronzePlace(context, context.offered.require(target));
  try {
    return await commitTo(bronze, plan, input, context);
  } catch (error) {
    throw bronze.explain(error, false);
  }
}

async function commitTo(
  bronze: BronzePlace,
  plan: SparkPlan,
  input: Input,
  context: CallContext,
): Promise<Output<'spark.commit'>> {
  const place = runPlace(context, bronze.target, outcome);
  const folders = runFolders(bronze.target, plan);
  const { publish: path } = folders;
  const summary = await readSummary(place, folders.summary, plan);
  const judged = await judge(plan, summary, context);
  const standing = await bronze.readManifest(path);
  if (standing !== undefined) return await settled(path, standing.manifest, plan, judged, context);
  const accepted = acceptedOf(input, judged);
  const read = await readBack(folders, { place, context, outcome });
  refuseUnaccounted(read, summary, outcome);
  const trail = await context.db.read(trailHead);
  const { actor } = input;
  const { appVersion } = context;
  const written = { files: read.bronze.files, quarantine: read.quarantine.files };
  const manifest = runManifest({
    plan,
    target: bronze.target,
    summary,
    ...written,
    actor,
    accepted,
    trail,
    appVersion,
  });
  const made = await place.createText(path, manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
  if (!made) throw taken(path);
  return await settled(path, manifest, plan, judged, context, false);
}

/** The manifest stands; a run that was cut short behind it may not have told the trail. */
async function settled(
  path: string,
  manifest: Manifest,
  plan: SparkPlan,
  judged: Judged,
  context: CallContext,
  unchanged = true,
): Promise<Output<'spark.commit'>> {
  if (manifest.publish_id !== plan.id) throw taken(path);
  await tellOfCommit(path, manifest, context);
  const { files, rows } = manifest.counts;
  return {
    ...judged,
    publish: { path, manifest: manifestPath(path), files, rows },
    superseded: manifest.supersedes,
    unchanged,
  };
}

function acceptedOf(
  { accept_could_not_run: accepted }: Input,
  { validation }: Judged,
): Manifest['could_not_run_accepted'] {
  const unrun = validation.results.filter(({ meta }) => meta.could_not_run).map(({ meta }) => meta.sentence);
  if (unrun.length === 0) return null;
  if (accepted !== undefined) return { ...accepted, expectations: unrun };
  throw new DeskError(
    'COULD_NOT_RUN',
    `${unrun.length === 1 ? 'One expectation' : `${unrun.length} expectations`} could not run: ${unrun.join('; ')}. Mend the suite, plan and run again, or accept it with a reason. What Spark wrote is no publish yet.`,
    { expectations: unrun, remedy: 'accept could not run' },
  );
}

function taken(path: string): DeskError {
  return new DeskError(
    'CONFLICT',
    `Another publish stands at ${path} already, and it was left as it is. Plan again, then run and commit that.`,
    { path },
  );
}
