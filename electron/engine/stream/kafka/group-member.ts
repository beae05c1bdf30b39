/**
 * A member of a consumer group that has time to put things in order before it gives its partitions up. The library rejoins
 * as soon as the group asks it to; here it first waits, so that the group (which waits for its members) waits too.
 */
import { Consumer, kPerformDeduplicated, type Callback, type ConsumerOptions } from '@platformatic/kafka';

type Options = ConsumerOptions<Buffer, Buffer, Buffer, Buffer>;
type Done<T> = Callback<T>;

export class GroupMember extends Consumer {
  readonly #beforeJoin: () => Promise<void>;

  constructor(options: Options, beforeJoin: () => Promise<void>) {
    super(options);
    this.#beforeJoin = beforeJoin;
  }

  /** Every request to join passes here, the first and those that follow a rebalance. */
  override [kPerformDeduplicated]<T>(operation: string, perform: (done: Done<T>) => void, done: Done<T>) {
    if (operation !== 'joinGroup') return super[kPerformDeduplicated](operation, perform, done);
    this.#beforeJoin().then(
      () => void super[kPerformDeduplicated](operation, perform, done),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
    return undefined;
  }
}
