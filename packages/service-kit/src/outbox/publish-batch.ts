import { inTransaction } from "../database.ts";
import { markFailed, sentStatements, takeUnsent, type Unsent } from "./queries.ts";
import type { RelayOptions } from "./relay.ts";

/** Events of a user that are published in one turn. */
const BATCH = 50;
const MAX_RETRY_DELAY_MS = 5_000;

/**
 * Publishes a user's first events that wait, each topic's in order (of wake-ups the last), unless another replica is at it; tells whether more
 * may wait. What can't be is tried again later, the longer the more often it failed.
 */
export async function publishBatch(
  options: RelayOptions,
  userId: string,
  stopped: () => boolean,
): Promise<boolean> {
  const sent: number[] = [];
  let full = false;
  let failure: Error | undefined;
  const publishAll = async ([topic, events]: readonly [string, readonly Unsent[]]) => {
    const lastWillDo = options.wakeUps.includes(topic);
    for (const event of lastWillDo ? events.slice(-1) : events) {
      if (stopped() || failure) return;
      const failed = await publish(options, userId, event);
      if (!failed) sent.push(...(lastWillDo ? events : [event]).map(({ sequence }) => sequence));
      failure ??= failed;
    }
  };
  await inTransaction(
    options.pool,
    async (transaction) => {
      const unsent = (await takeUnsent(transaction, userId, BATCH)) ?? [];
      full = unsent.length === BATCH;
      // Topics have no order between them, so that they needn't wait for each other.
      const byTopic = Map.groupBy(unsent, ({ topic }) => topic);
      await Promise.all([...byTopic].map(publishAll));
    },
    { last: () => (sent.length > 0 ? sentStatements(userId, sent) : []) },
  );
  if (failure) {
    options.logger.warn({ err: failure, user_id: userId }, "events wait: publishing failed");
    await markFailed(options.pool, userId, MAX_RETRY_DELAY_MS);
  }
  return full && !failure;
}

async function publish(
  { publish, metrics }: RelayOptions,
  userId: string,
  { topic, event, createdAt }: Unsent,
): Promise<Error | undefined> {
  try {
    await publish(topic, event, userId);
    metrics.sent(topic, Date.now() - createdAt.getTime());
    return undefined;
  } catch (error) {
    metrics.failed(topic);
    return error instanceof Error ? error : new Error(`publishing failed: ${String(error)}`);
  }
}
