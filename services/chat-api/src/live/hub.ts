import { type Batch, encodeBatch } from "./batch.ts";
import type { LiveStream } from "./stream.ts";

/** Reads one person's changes after a sequence number, the oldest first. */
export type ReadChanges = (userId: string, after: number) => Promise<Batch>;

/** What the hub needs. */
export interface HubOptions {
  readonly read: ReadChanges;
  /** Change logs that are read side by side. */
  readonly readers: number;
  /** Told when a change log couldn't be read; it is tried again at the next wake-up. */
  readonly failed: (error: unknown) => void;
}

/** One person's open streams on this replica. */
interface Channel {
  readonly userId: string;
  readonly streams: Set<LiveStream>;
  /** Being served now; `again`: woken meanwhile. */
  busy: boolean;
  again: boolean;
}

/**
 * Knows who has streams open, and brings each up to date when woken. A wake-up costs one read for all streams of a
 * person that are equally far, however many wake-ups come during it; people take turns, so that one with much to catch up
 * doesn't hold up the others.
 */
export interface Hub {
  add(userId: string, stream: LiveStream): void;
  /** Tells whether it was still there. */
  remove(userId: string, stream: LiveStream): boolean;
  /** Something of this person may have changed, or one of their streams can take more. */
  wake(userId: string): void;
  /** How many streams a person has open. */
  openOf(userId: string): number;
  /** All open streams, with whose each is. */
  all(): Iterable<{ readonly userId: string; readonly stream: LiveStream }>;
  /** People whose streams could take more: with the least that any of those has. */
  behind(): ReadonlyMap<string, number>;
}

/** Makes a hub without streams. */
export function createHub({ read, readers, failed }: HubOptions): Hub {
  const channels = new Map<string, Channel>();
  const waiting = new Set<Channel>();
  let reading = 0;

  function wake(userId: string): void {
    const channel = channels.get(userId);
    if (!channel) return;
    if (channel.busy) channel.again = true;
    else waiting.add(channel);
    work();
  }

  function work(): void {
    for (const channel of waiting) {
      if (reading >= readers) return;
      waiting.delete(channel);
      channel.busy = true;
      reading++;
      void serve(channel)
        .catch(failed)
        .finally(() => {
          channel.busy = false;
          reading--;
          // Whoever has more to come goes to the end of the line.
          if (channel.again && channels.get(channel.userId) === channel) waiting.add(channel);
          channel.again = false;
          work();
        });
    }
  }

  /** One batch for every stream that can take it. */
  async function serve(channel: Channel): Promise<void> {
    const ready = [...channel.streams].filter((stream) => !stream.full);
    for (const [after, streams] of Map.groupBy(ready, ({ cursor }) => cursor)) {
      const batch = await read(channel.userId, after);
      const events = encodeBatch(batch);
      for (const stream of streams) {
        for (const { sequence, encoded } of events) {
          if (stream.full || !channel.streams.has(stream)) break;
          stream.send(sequence, encoded);
        }
        // Numbers up to here went to events that live clients don't see.
        if (!stream.full) stream.cursor = Math.max(stream.cursor, batch.upTo);
      }
      if (batch.more) channel.again = true;
    }
  }

  return {
    add(userId, stream) {
      const channel = channels.get(userId) ?? { userId, streams: new Set(), busy: false, again: false };
      channels.set(userId, channel);
      channel.streams.add(stream);
    },
    remove(userId, stream) {
      const channel = channels.get(userId);
      if (!channel?.streams.delete(stream)) return false;
      if (channel.streams.size === 0) {
        channels.delete(userId);
        waiting.delete(channel);
      }
      return true;
    },
    wake,
    openOf: (userId) => channels.get(userId)?.streams.size ?? 0,
    *all() {
      for (const { userId, streams } of channels.values())
        for (const stream of streams) yield { userId, stream };
    },
    behind() {
      const least = new Map<string, number>();
      for (const { userId, streams } of channels.values()) {
        const cursors = [...streams].filter(({ full }) => !full).map(({ cursor }) => cursor);
        if (cursors.length > 0) least.set(userId, Math.min(...cursors));
      }
      return least;
    },
  };
}
