import type { ServerResponse } from "node:http";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyBaseLogger } from "fastify";
import type pg from "pg";
import type { Registry } from "prom-client";
import { chatApiErrors } from "../errors.ts";
import { lastSequences, logStateOf, readChanges } from "./change-log.ts";
import { encodeEvent } from "./event-stream.ts";
import { createHub } from "./hub.ts";
import type { LiveLimits } from "./limits.ts";
import { streamMetrics } from "./metrics.ts";
import { type Place, placeOf } from "./place.ts";
import { startPurging } from "./purge.ts";
import { LiveStream, type StillValid } from "./stream.ts";
import { startUpkeep } from "./upkeep.ts";

/** Who asks for a stream. */
export interface Client {
  readonly userId: string;
  /** As the client sent it; undefined where it begins. */
  readonly lastEventId: string | undefined;
  readonly stillValid: StillValid;
}

/** Where a stream is written to, once it is known that there will be one. */
export interface Answer {
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string | number | string[] | undefined>>;
}

/** Live updates of this replica. */
export interface Live {
  /**
   * Opens a stream. Resolves once it has begun; throws too_many_streams.
   *
   * @param begin called when nothing can go wrong any more that a problem could tell of
   */
  open(client: Client, begin: () => Answer): Promise<void>;
  /** Something of this person may have changed. */
  wake(userId: string): void;
  /** Ends all streams, and lets no more begin. */
  close(): void;
}

/** What live updates are made of. */
export interface LiveOptions {
  readonly pool: pg.Pool;
  readonly metrics: Registry;
  readonly limits: LiveLimits;
  readonly logger: FastifyBaseLogger;
}

/** Starts live updates; `close` stops them. */
export function startLive({ pool, metrics, limits, logger }: LiveOptions): Live {
  let closed = false;
  /** Streams that are about to open, by person: they count already. */
  const opening = new Map<string, number>();
  const hub = createHub({
    read: (userId, after) => readChanges(pool, userId, after, limits.batch),
    readers: limits.readers,
    failed: (error) => logger.warn({ err: error }, "live updates wait: the change log can't be read"),
  });
  const count = streamMetrics(metrics, () => [...hub.all()].length);

  function drop(userId: string, stream: LiveStream, reason: Parameters<typeof count>[0]): void {
    if (!hub.remove(userId, stream)) return;
    count(reason);
    stream.end();
  }
  const stopPurging = startPurging(pool, logger);
  const upkeep = startUpkeep({ hub, limits, logger, drop, look: (users) => lastSequences(pool, users) });

  function begin(client: Client, place: Place, { response, headers }: Answer): void {
    const { userId, stillValid } = client;
    // The client left while its place was read.
    if (response.destroyed) return;
    const stream = new LiveStream({ response, cursor: place.sequence, stillValid });
    response.on("close", () => hub.remove(userId, stream));
    stream.onDrain(() => hub.wake(userId));
    stream.begin(headers, firstEvent(place));
    hub.add(userId, stream);
    // What was changed since its place was read, or since it was cut off.
    hub.wake(userId);
  }

  return {
    async open(client, answer) {
      const { userId, lastEventId } = client;
      const open = hub.openOf(userId) + (opening.get(userId) ?? 0);
      if (open >= limits.streamsPerUser) {
        throw chatApiErrors.tooManyStreams(`You have ${open} streams open, which is the most; close one.`);
      }
      opening.set(userId, (opening.get(userId) ?? 0) + 1);
      try {
        const place = placeOf(lastEventId, await logStateOf(pool, userId));
        if (closed) throw errors.dependencyUnavailable("This replica is stopping; connect again.");
        begin(client, place, answer());
      } finally {
        const left = (opening.get(userId) ?? 1) - 1;
        if (left > 0) opening.set(userId, left);
        else opening.delete(userId);
      }
    },
    wake: hub.wake,
    close() {
      closed = true;
      upkeep.stop();
      stopPurging();
      for (const { userId, stream } of [...hub.all()]) drop(userId, stream, "shutdown");
    },
  };
}

function firstEvent({ sequence, first }: Place): string {
  if (!first) return "";
  return "hello" in first
    ? encodeEvent({ event: "hello", id: sequence, data: { sequence } })
    : encodeEvent({ event: "reset", id: sequence, data: { reason: first.reset, sequence } });
}
