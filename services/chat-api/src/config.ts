import { baseEnv, readConfig } from "@punctual/service-kit/config";
import { z } from "zod";

const fields = baseEnv.extend({
  PUBLIC_URL: z.url().describe("address that people reach this service by, such as http://127.0.0.1:8080"),
  BOOTSTRAP_USER_ID: z.string().min(1).optional().describe("user that the bootstrap token belongs to"),
  BOOTSTRAP_TOKEN_SHA256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hex digits")
    .optional()
    .describe("SHA-256 of a token that is accepted from the start, in hex"),
});
// Half of it would be passed over in silence.
const env = fields
  .refine((given) => !given.BOOTSTRAP_TOKEN_SHA256 || given.BOOTSTRAP_USER_ID !== undefined, {
    path: ["BOOTSTRAP_USER_ID"],
  })
  .refine((given) => !given.BOOTSTRAP_USER_ID || given.BOOTSTRAP_TOKEN_SHA256 !== undefined, {
    path: ["BOOTSTRAP_TOKEN_SHA256"],
  });
/** chat-api's configuration. */
export type Config = z.infer<typeof env>;

/** Reads chat-api's configuration; throws ConfigError naming every wrong key. */
export function readChatApiConfig(source: NodeJS.ProcessEnv): Config {
  return readConfig(env, source);
}
