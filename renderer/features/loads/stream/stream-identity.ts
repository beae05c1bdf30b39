/** Which stream a run is of. Two clusters may have a topic of the same name, read by a group of the same name. */
import type { StreamName, StreamStatus } from '../../../../electron/contract/stream.ts';

/** By its run while it is new; by its name once it has batches. Only names, never what the messages hold. */
export interface LookedAt {
  readonly run: string | null;
  readonly name: StreamName | null;
}

export const isSameStream = (one: StreamName, other: StreamName): boolean =>
  one.cluster === other.cluster && one.topic_id === other.topic_id && one.group === other.group;

/** Null until the broker has said which cluster it is of. */
export const nameOf = ({ cluster, topic, topic_id: id, group }: StreamStatus): StreamName | null =>
  cluster === null || id === null ? null : { cluster, topic, topic_id: id, group };

export function isRunOf({ run, name }: LookedAt, status: StreamStatus): boolean {
  const own = nameOf(status);
  return run === status.stream || (name !== null && own !== null && isSameStream(name, own));
}
