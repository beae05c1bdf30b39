/** A stream that was taken in, and what a test does with it; see redrive-*.test.ts. */
import type { Input } from '../../../electron/contract/methods.ts';
import type { RedriveResult } from '../../../electron/contract/redrive.ts';
import type { Progress } from '../../../electron/contract/words.ts';
import { literally, query } from '../../support/parquet.ts';
import { actor, openDesk } from '../../support/open-desk.ts';
import { author, Reviewer } from '../../support/review.ts';
import { ScriptedKafka } from './scripted-kafka.ts';

const connection = { bootstrap_servers: ['127.0.0.1:9092'] };
export const bad = (number: number): string =>
  `{"number":${number},"transcription":"x","medical_specialty":"Surgery 2"}`;
export const good = (number: number): string =>
  `{"number":${number},"transcription":"x","medical_specialty":"Surgery"}`;

export async function openStream() {
  const kafka = new ScriptedKafka();
  const desk = await openDesk({ kafka });
  const { engine, target } = desk;
  const consume = (more: Partial<Input<'stream.consume'>> = {}) =>
    engine.call('stream.consume', {
      ...connection,
      topic: 'dictations',
      until: 'caught up',
      batch_ms: 50,
      target,
      actor,
      ...more,
    });
  type Meant = Partial<Pick<Input<'stream.redrive'>, 'of' | 'filter' | 'dry_run' | 'assume'>>;
  const toTopic = (more: Meant = {}, signal?: AbortSignal): Promise<RedriveResult> =>
    engine.call(
      'stream.redrive',
      { of: { topic: 'dictations' }, to: 'topic', connection, ...author, ...more },
      signal === undefined ? {} : { signal },
    );
  const toBronze = (more: Meant = {}, onProgress?: (progress: Progress) => void): Promise<RedriveResult> =>
    engine.call(
      'stream.redrive',
      { of: { topic: 'dictations' }, to: 'bronze', target, ...author, ...more },
      onProgress === undefined ? {} : { onProgress },
    );
  /** Oldest first. */
  const reviewers = async (): Promise<Reviewer[]> => {
    const loads = await engine.call('load.list', {});
    return loads.map(({ id }) => new Reviewer(engine, id)).toReversed();
  };
  const newest = async (): Promise<Reviewer> => {
    const review = (await reviewers()).at(-1);
    if (review === undefined) throw new Error('there is no load');
    return review;
  };
  const mended = async (review: Reviewer) =>
    review.correct({ load: review.load, states: ['quarantined'] }, { medical_specialty: 'Surgery' });
  const values = () => kafka.sent.map(({ value }) => value?.toString());
  return { kafka, desk, engine, consume, toTopic, toBronze, reviewers, newest, mended, values };
}

/** What a reader has who follows the newest manifest of each load. */
export async function inBronze({ engine }: Awaited<ReturnType<typeof openStream>>): Promise<string[]> {
  const publishes = await engine.call('publish.list', {});
  const superseded = new Set(publishes.map(({ supersedes }) => supersedes));
  const paths = publishes.map(({ path }) => path).filter((path) => !superseded.has(path));
  if (paths.length === 0) return [];
  const rows = await query<{ number: string }>(
    `SELECT number FROM read_parquet([${paths.map(literally).join(', ')}], union_by_name = true) ORDER BY number::DOUBLE`,
  );
  return rows.map(({ number }) => number);
}
