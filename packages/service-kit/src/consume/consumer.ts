import type { CloudEvent } from "@punctual/contracts/cloud-event";
import type pg from "pg";
import { z } from "zod";
import { takeOnce } from "./inbox.ts";

/** Takes the events of one subscription. */
export interface Consumer {
  /** Topic it is subscribed to. */
  readonly topic: string;
  /** Route that the declared subscription delivers to. */
  readonly path: string;
  /** Takes an event once; throws when it can't be taken now. */
  take(pool: pg.Pool, event: CloudEvent): Promise<"taken" | "duplicate">;
}

/** How a {@link Consumer} is declared. */
export interface ConsumerDefinition<Schema extends z.ZodType> {
  readonly topic: string;
  readonly path: string;
  /** Of the CloudEvent's `data`. */
  readonly schema: Schema;
  /** What the event changes, in the transaction that also notes it as taken. */
  readonly handle: (transaction: pg.PoolClient, data: z.infer<Schema>) => Promise<void>;
  /** Told once the event is taken for good: that transaction is committed. */
  readonly taken?: (data: z.infer<Schema>) => void;
}

/** Declares a consumer: its events are validated, and each is taken once however often it is delivered. */
export function defineConsumer<Schema extends z.ZodType>(definition: ConsumerDefinition<Schema>): Consumer {
  const { topic, path, schema, handle, taken } = definition;
  return {
    topic,
    path,
    async take(pool, event) {
      const parsed = schema.safeParse(event.data);
      if (!parsed.success) throw new Error(`The event's data is not right: ${z.prettifyError(parsed.error)}`);
      const result = await takeOnce(pool, topic, event.id, (transaction) => handle(transaction, parsed.data));
      if (result === "taken") taken?.(parsed.data);
      return result;
    },
  };
}
