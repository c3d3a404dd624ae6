import { z } from "zod";
import { apiToken, newApiToken } from "./people.ts";
import { deliveryLag } from "./reminder-audit.ts";
import { line } from "./text.ts";
import { instant } from "./time.ts";

/** What operators ask of chat-api under `/admin`: not a part of the public API. */

const userId = line
  .min(1, "must not be empty")
  .max(200, "must have at most 200 characters")
  .meta({ examples: ["ada"] });

/** A user as operators see one. */
export const adminUser = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** Who vouches for them; null for those who only have tokens. */
  issuer: z.string().nullable(),
  created_at: instant,
});
/** A user as operators see one. */
export type AdminUser = z.infer<typeof adminUser>;

/** One user, with what they have. */
export const adminUserDetail = adminUser.extend({
  open_tasks: z.int(),
  done_tasks: z.int(),
  trashed_tasks: z.int(),
  projects: z.int(),
  tags: z.int(),
  /** That were not revoked. */
  tokens: z.int(),
});

/** A page of users, in the order of their ids; `next_after` is null on the last. */
export const adminUserPage = z.strictObject({
  items: z.array(adminUser),
  next_after: z.string().nullable(),
});
/** Which users to list. */
export const adminUserFilter = z.strictObject({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

/** A user who comes in by tokens alone. */
export const newAdminUser = z.strictObject({
  id: userId,
  name: line.min(1).max(100).nullable().default(null),
  email: z.email().nullable().default(null),
});

/** Tokens of a user. */
export const adminTokens = z.strictObject({ items: z.array(apiToken) });
/** What an operator makes a token from. */
export const newAdminToken = newApiToken;

/** The outbox: what waits for Kafka, and whose publishing fails. */
export const adminOutbox = z.strictObject({
  depth: z.int(),
  /** Of what waits, how long the oldest has, in seconds. */
  age_seconds: z.number(),
  failing: z.array(
    z.strictObject({
      user_id: z.string(),
      failures: z.int(),
      waiting: z.int(),
      retry_at: instant.nullable(),
    }),
  ),
});
/** How many users are tried again at once. */
export const adminOutboxRetried = z.strictObject({ users: z.int() });

/** How many rows of each kind had had their time, by kind. */
export const adminPurged = z.record(z.string(), z.int());

/** What to fill a database with; see `npm run admin -- seed --help`. */
export const adminSeed = z.strictObject({
  users: z.int().min(1).max(10_000),
  tasks: z.int().min(0).max(1_000_000),
  seed: z.int().min(0).max(1_000_000).default(1),
  first: z.int().min(1).max(10_000).default(1),
  now: instant.default("2026-12-01T09:00:00.000Z"),
});

/** Lines of a seed's answer: how far it is, and how it ended. */
export const adminSeedLine = z.union([
  z.strictObject({ users: z.int(), tasks: z.int() }),
  z.strictObject({ tidying: z.literal(true) }),
  z.strictObject({
    done: z.literal(true),
    first_user: z.string(),
    last_user: z.string(),
    seconds: z.number(),
  }),
  z.strictObject({ error: z.string() }),
]);

/** How late reminders were fired in the last hour, in milliseconds (null where none was), and what waits. */
export const adminReminderLag = z.strictObject({
  fired: z.int(),
  p50_ms: z.number().nullable(),
  p99_ms: z.number().nullable(),
  max_ms: z.number().nullable(),
  armed: z.int(),
  /** Without a job: further than 30 days away, or about to get one. */
  unarmed: z.int(),
  overdue: z.int(),
  /** For how long the oldest has been due. */
  overdue_seconds: z.number(),
  /** How late channels accepted them; null where the notifier can't be reached. */
  channels: deliveryLag.shape.channels.nullable(),
});
