import { z } from "zod";

/** Who comes in beside those with a token of Punctual's own. */
export const signInSchema = z
  .strictObject({
    issuer: z
      .url({ protocol: /^https$/, error: "must be an https:// address, as the provider names itself" })
      .describe("OpenID provider that vouches for people"),
    clientId: z
      .string()
      .min(1)
      .optional()
      .describe("our client there, to sign people in to the page; its secret is oidcClientSecret"),
    audience: z
      .string()
      .min(1)
      .optional()
      .describe("audience of the provider's access tokens that programs may use; absent: none are taken"),
    allowedEmails: z
      .array(
        z
          .string()
          .regex(
            /^[^@\s,]*@[^@\s,]+$/,
            "must be an address such as ada@example.com, or @example.com for a domain",
          ),
      )
      .min(1)
      .optional()
      .describe("who may come in; absent: everybody whom the provider knows"),
  })
  .refine(({ clientId, audience }) => clientId !== undefined || audience !== undefined, {
    path: ["clientId"],
    error: "must be set, or signIn.audience, or both: otherwise nobody can come in by the provider",
  });
/** How chat-api's API is served. */
export const apiSchema = z.strictObject({
  corsOrigins: z
    .array(z.string().regex(/^https?:\/\/[^/?#\s,]+$/, "must be an origin such as https://app.example.com"))
    .min(1)
    .optional()
    .describe("sites whose pages may call the API with a token; absent: none"),
  rateLimitPerMinute: z
    .int()
    .min(1)
    .max(10_000_000)
    .optional()
    .describe("requests that one credential may send a minute to each replica; default: 6000"),
});
