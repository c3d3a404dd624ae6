import { purgeSent } from "@punctual/service-kit/outbox/queries";
import type pg from "pg";
import { purgeChanges } from "../live/purge.ts";
import { purgeSessions } from "../people/store/sessions.ts";
import { purgeSignIns } from "../people/store/sign-ins.ts";
import { purgeNotices } from "../store/notices.ts";
import { purgeReminders } from "../store/reminders/purge.ts";
import { purgeIdempotency } from "./idempotency.ts";
import { purgeTrash } from "./trash.ts";

/** Something that is kept for so long and no longer. */
export interface Purge {
  readonly name: string;
  /** For people who run this. */
  readonly keeps: string;
  /** Whether something else in this process does it every hour anyway. */
  readonly hasOwnTimer: boolean;
  /** Gives how many rows went. */
  run(pool: pg.Pool): Promise<number>;
}

/** All that chat-api deletes once it has had its time. */
export const PURGES: readonly Purge[] = [
  { name: "trash", keeps: "30 days", hasOwnTimer: false, run: (pool) => purgeTrash(pool) },
  { name: "idempotency_keys", keeps: "24 hours", hasOwnTimer: false, run: purgeIdempotency },
  { name: "reminders", keeps: "90 days after they ended", hasOwnTimer: false, run: purgeReminders },
  { name: "notices", keeps: "30 days", hasOwnTimer: false, run: purgeNotices },
  { name: "changes", keeps: "30 days", hasOwnTimer: true, run: purgeChanges },
  { name: "sent_events", keeps: "1 day", hasOwnTimer: true, run: purgeSent },
  { name: "sessions", keeps: "as long as they can be used", hasOwnTimer: true, run: purgeSessions },
  { name: "sign_ins", keeps: "90 days", hasOwnTimer: true, run: purgeSignIns },
];
