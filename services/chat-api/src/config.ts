import { baseEnv, readConfig } from "@punctual/service-kit/config";
import { z } from "zod";
import { isLoopback } from "./people/oidc/loopback.ts";

/** Things separated by commas. */
const list = <Item extends z.ZodType<string, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(",").map((each) => each.trim()))
    .pipe(z.array(item).min(1));

const issuer = z.url().refine((text) => mayBeTrusted(text), "must be an https:// address");
const origin = z
  .url()
  .refine((text) => /^https?:\/\/[^/?#]+$/.test(text), "must be origins such as https://app.example.com");
const mailOrDomain = z
  .string()
  .regex(/^[^@\s]*@[^@\s]+$/, "must be addresses such as ada@example.com, or domains such as @example.com");

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits");

const fields = baseEnv.extend({
  PUBLIC_URL: z.url().describe("address that people reach this service by, such as http://127.0.0.1:8080"),
  BOOTSTRAP_USER_ID: z.string().min(1).optional().describe("user that the bootstrap token belongs to"),
  BOOTSTRAP_TOKEN_SHA256: sha256
    .optional()
    .describe("SHA-256 of a token that is accepted from the start, in hex"),
  ADMIN_TOKEN_SHA256: sha256
    .optional()
    .describe("SHA-256 of the token that operators show to /admin, in hex; without it there is no /admin"),
  OIDC_ISSUER: issuer
    .optional()
    .describe("OpenID provider that vouches for people, as it names itself; without one only tokens work"),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe("our client id there, to sign people in to the page"),
  OIDC_AUDIENCE: z
    .string()
    .min(1)
    .optional()
    .describe("audience (aud) that the issuer's access tokens must be for, to take them from programs"),
  OIDC_ALLOWED_EMAILS: list(mailOrDomain)
    .optional()
    .describe(
      "who may come in, by e-mail address or @domain, with commas; without it all whom the issuer knows",
    ),
  CORS_ORIGINS: list(origin)
    .default([])
    .describe("origins whose pages may call the API with a token, with commas; none unless given"),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .default(6000)
    .describe("requests that one credential may send a minute, on each replica"),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe("proxies in front of us that add to X-Forwarded-For; 0: the header isn't believed"),
});
type Fields = z.infer<typeof fields>;

// Half of it would be passed over in silence.
const env = fields
  .refine((given) => !given.BOOTSTRAP_TOKEN_SHA256 || given.BOOTSTRAP_USER_ID !== undefined, {
    path: ["BOOTSTRAP_USER_ID"],
  })
  .refine((given) => !given.BOOTSTRAP_USER_ID || given.BOOTSTRAP_TOKEN_SHA256 !== undefined, {
    path: ["BOOTSTRAP_TOKEN_SHA256"],
  })
  .refine((given) => given.OIDC_ISSUER !== undefined || !wantsIssuer(given), { path: ["OIDC_ISSUER"] })
  .refine((given) => given.OIDC_ISSUER === undefined || given.OIDC_CLIENT_ID || given.OIDC_AUDIENCE, {
    path: ["OIDC_CLIENT_ID"],
    error: "must be set with OIDC_ISSUER, or OIDC_AUDIENCE, or both",
  })
  .refine(({ OIDC_CLIENT_ID, PUBLIC_URL }) => OIDC_CLIENT_ID === undefined || mayBeTrusted(PUBLIC_URL), {
    path: ["PUBLIC_URL"],
    error: "must be https:// where people sign in by OIDC_CLIENT_ID",
  });
/** chat-api's configuration. */
export type Config = z.infer<typeof env>;

/** Reads chat-api's configuration; throws ConfigError naming every wrong key. */
export function readChatApiConfig(source: NodeJS.ProcessEnv): Config {
  return readConfig(env, source);
}

function wantsIssuer({ OIDC_CLIENT_ID, OIDC_AUDIENCE, OIDC_ALLOWED_EMAILS }: Fields): boolean {
  return [OIDC_CLIENT_ID, OIDC_AUDIENCE, OIDC_ALLOWED_EMAILS].some((each) => each !== undefined);
}

/** Whether nobody can have changed what comes from there: TLS, or this very machine. */
function mayBeTrusted(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}
