import { z } from "zod";
import { quietHours, timeOfDay } from "./quiet-hours.ts";
import { line } from "./text.ts";
import { instant, timeZone } from "./time.ts";

/** What a credential may do: see, or change as well. */
export const SCOPES = ["read", "write"] as const;
/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

const scopes = z
  .array(z.enum(SCOPES))
  .max(SCOPES.length)
  .refine((given) => given.includes("read"), { error: "must include read" })
  .refine((given) => new Set(given).size === given.length, { error: "must not name a scope twice" })
  .meta({ examples: [["read"], ["read", "write"]] });

const label = line.min(1, "must not be empty").max(100, "must have at most 100 characters");

/** A personal API token, as it is listed: never the token itself. */
export const apiToken = z.strictObject({
  id: z.uuid(),
  name: z.string().describe("what it is for"),
  scopes,
  created_by: z.string().describe("what it was made with: token:<id>, session, jwt or set-up"),
  created_at: instant,
  expires_at: instant.nullable(),
  last_used_at: instant.nullable().describe("to within about a minute"),
});
/** A personal API token. */
export type ApiToken = z.infer<typeof apiToken>;

/** What a token is made from. */
export const newApiToken = z.strictObject({
  name: label.meta({ examples: ["Backup script"] }),
  scopes: scopes.default(["read", "write"]),
  expires_at: instant.nullable().default(null).describe("null: until it is revoked"),
});
/** What a token is made from. */
export type NewApiToken = z.infer<typeof newApiToken>;

/** A token just made. */
export const createdApiToken = apiToken.extend({
  token: z.string().describe("the token itself: shown this once, for only its hash is kept"),
});

/** All of a person's tokens that were not revoked. */
export const apiTokenList = z.strictObject({ items: z.array(apiToken) });

/** The person asking, and what they are asking with. */
export const me = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable().describe("as the issuer said when they last signed in"),
  time_zone: z.string().nullable(),
  quiet_hours: quietHours.nullable().describe("by the clock of your time zone; open clients are told anyway"),
  daily_digest_at: timeOfDay
    .nullable()
    .describe("when you are told each day what is due and overdue, by the clock of your time zone"),
  created_at: instant,
  scopes: scopes.describe("of this credential"),
  credential: z.strictObject({
    kind: z.enum(["token", "session", "jwt"]),
    token_id: z.uuid().nullable().describe("of a personal token"),
    expires_at: instant.nullable(),
  }),
});
/** The person asking. */
export type Me = z.infer<typeof me>;

/** What people change about themselves, as a JSON merge patch (RFC 7396). */
export const mePatch = z
  .strictObject({
    name: label.nullable().optional(),
    time_zone: timeZone.nullable().optional(),
    quiet_hours: quietHours.nullable().optional(),
    daily_digest_at: timeOfDay.nullable().optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, { error: "must name at least one field to change" });
/** What people change about themselves. */
export type MePatch = z.infer<typeof mePatch>;

/** A sign-in, or a credential that was refused. */
export const signIn = z.strictObject({
  id: z.int(),
  method: z
    .enum(["oidc", "jwt", "token", "session"])
    .describe("oidc: in a browser; jwt: an issuer's access token; token: a personal token"),
  outcome: z.enum(["accepted", "refused"]),
  reason: z.string().nullable().describe("why it was refused"),
  remote_address: z.string(),
  user_agent: z.string().nullable(),
  at: instant,
});
/** A sign-in. */
export type SignIn = z.infer<typeof signIn>;

/** Which sign-ins to list: newest first. */
export const signInFilter = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.coerce.number().int().min(1).optional().describe("next_before of the page before"),
});

/** A page of sign-ins. */
export const signInPage = z.strictObject({ items: z.array(signIn), next_before: z.int().nullable() });
