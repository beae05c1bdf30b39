/** What stays the same while a stream is consumed. */
import type { Suite } from '../../contract/check.ts';
import type { PublishInput } from '../../contract/publish.ts';
import type { StreamName } from '../../contract/stream.ts';
import type { BronzePlace } from '../publish/bronze-place.ts';

export interface StreamSetting {
  readonly name: StreamName;
  readonly suite: Suite;
  readonly suiteHash: string;
  readonly place: BronzePlace;
  readonly layout: Pick<PublishInput, 'target' | 'partition_by' | 'compression'>;
  readonly actor: string;
}
