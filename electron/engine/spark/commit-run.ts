/**
 * `spark.commit`: a run becomes a publish. What Spark says it wrote is held against what is there, judged as a check is, and
 * only then the manifest is put in its place: the last file, and the one that readers go by.
 */
import { DeskError } from '../../contract/errors.ts';
import type { Output, ParsedInput } from '../../contract/methods.ts';
import type { Manifest } from '../../contract/publish.ts';
import type { SparkPlan, SparkSummary } from '../../contract/spark.ts';
import { trailHead } from '../audit/trail.ts';
import type { CallContext } from '../context.ts';
import type { BronzePlace } from '../publish/bronze-place.ts';
import { bronzePlace } from '../publish/open-place.ts';
import { manifestName, manifestPath, quarantinePath, within } from '../publish/publish-path.ts';
import { targetHere } from './address-here.ts';
import { judge } from './judge-run.ts';
import { readPlan } from './plan-file.ts';
import { readBack, readSummary } from './read-back.ts';
import { runManifest } from './run-manifest.ts';
import { runPlace } from './run-place.ts';
import { tellOfCommit } from './tell-of-commit.ts';

type Input = ParsedInput<'spark.commit'>;
type Judged = Output<'spark.judge'>;

/**
 * Throws NOT_FOUND where this machine does not reach the run, or it did not end; COULD_NOT_RUN; RECEIPT_UNBALANCED where
 * what is there is not what the summary says; CONFLICT where another publish stands there.
 */
export async function commitRun(input: Input, context: CallContext): Promise<Output<'spark.commit'>> {
  const plan = await readPlan(context.offered.require(input.plan));
  const bronze = bronzePlace(context, context.offered.require(input.target ?? targetHere(plan) ?? unreachable(plan)));
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
  const place = runPlace(context, bronze.target);
  const name = plan.publish.slice(plan.publish.lastIndexOf('/') + 1);
  const path = within(bronze.target, name);
  const summary = await readSummary(place, within(within(bronze.target, 'summary'), name), plan);
  const judged = await judge(plan, summary, context);
  const standing = await bronze.readManifest(path);
  if (standing !== undefined) return await settled(path, standing.manifest, plan, judged, context);
  const accepted = acceptedOf(input, judged);
  const [files = [], quarantine = []] = await readBack(place, [path, quarantinePath(path)], context);
  const trail = await context.db.read(trailHead);
  const { actor } = input;
  const { appVersion } = context;
  const manifest = runManifest({ plan, summary, files, quarantine, actor, accepted, trail, appVersion });
  refuseUnaccounted(manifest, summary, path);
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

/** Every record is in bronze or in the quarantine, as many as the run counted. */
function refuseUnaccounted({ receipt, counts }: Manifest, summary: SparkSummary, path: string): void {
  const released = summary.clean + summary.corrected + summary.waived;
  const heldBack = summary.records + summary.repaired_records - released;
  if (receipt.balanced && counts.rows === released && counts.quarantine_rows === heldBack) return;
  throw new DeskError(
    'RECEIPT_UNBALANCED',
    `The run counted ${released} released records and ${heldBack} held back; ${path} holds ${counts.rows}, and its quarantine ${counts.quarantine_rows}. Files were lost or added since. Remove what the run wrote, then plan and run again; nothing was published.`,
    { path },
  );
}

function taken(path: string): DeskError {
  return new DeskError(
    'CONFLICT',
    `Another publish stands at ${path} already, and it was left as it is. Plan again, then run and commit that.`,
    { path },
  );
}

function unreachable({ publish }: SparkPlan): never {
  throw new DeskError(
    'NOT_FOUND',
    `This machine does not reach ${publish}, so what Spark wrote there is no publish yet. Name the bronze folder as it is seen from here, such as a mount of it, or commit on a machine that reaches it.`,
    { publish, remedy: 'name target' },
  );
}
