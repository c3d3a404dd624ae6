import cookie from "@fastify/cookie";
import rateLimit from "@fastify/rate-limit";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import type { App } from "@punctual/service-kit/http/app";
import type { FastifyRequest } from "fastify";
import type pg from "pg";
import { type Guard, requireUser } from "../auth.ts";
import type { Config } from "../config.ts";
import { findToken, touchTokens } from "../store/tokens.ts";
import { createAudit } from "./audit.ts";
import { createAuthenticate } from "./authenticate.ts";
import { createCookies } from "./cookies.ts";
import { remember } from "./known.ts";
import { noteLastUse } from "./last-use.ts";
import { createLimits } from "./limits.ts";
import { createSelf, type Self } from "./me.ts";
import { createOidc } from "./oidc/oidc.ts";
import { startPurge } from "./purge.ts";
import { createSessions, type Sessions } from "./sessions.ts";
import { findSession, touchSessions } from "./store/sessions.ts";
import { createTokens, type Tokens } from "./tokens.ts";

/** The part of the configuration that says who comes in and how often. */
export type PeopleConfig = Pick<
  Config,
  | "PUBLIC_URL"
  | "OIDC_ISSUER"
  | "OIDC_CLIENT_ID"
  | "OIDC_AUDIENCE"
  | "OIDC_ALLOWED_EMAILS"
  | "RATE_LIMIT_PER_MINUTE"
>;

interface PeopleOptions {
  readonly config: PeopleConfig;
  readonly pool: pg.Pool;
  readonly dapr: Pick<Dapr, "getSecret">;
}

/** Who comes in, with what. */
export interface People {
  /** An `onRequest` hook: lets in those with a right credential. */
  readonly guard: Guard;
  /** An `onRequest` hook for routes that anybody may ask: counts against the address. */
  readonly limitAddress: Guard;
  /** Whether what a request brought is still right, for answers that take long: false once revoked, ended or signed out. */
  stillHolds(request: FastifyRequest): Promise<boolean>;
  readonly tokens: Tokens;
  readonly self: Self;
  readonly sessions: Sessions;
}

/** Makes everything about people, on an app whose routes come after it. */
export async function createPeople(app: App, { config, pool, dapr }: PeopleOptions): Promise<People> {
  await app.register(cookie);
  await app.register(rateLimit, { global: false, cache: 10_000 });
  app.decorateRequest("userId", "");
  app.decorateRequest("credential", null);

  const audit = createAudit(pool);
  const limits = createLimits(app, config.RATE_LIMIT_PER_MINUTE);
  const cookies = createCookies(config.PUBLIC_URL);
  const tokens = remember((hash) => findToken(pool, hash));
  const sessions = remember((hash) => findSession(pool, hash));
  const tokenUse = noteLastUse((ids: readonly string[], at) => touchTokens(pool, ids, at), app.log);
  const sessionUse = noteLastUse((hashes: readonly string[], at) => touchSessions(pool, hashes, at), app.log);
  const oidc = createOidc(config, pool, dapr);
  const authenticate = createAuthenticate({
    tokens,
    tokenUse,
    sessions,
    sessionUse,
    cookies,
    judgeJwt: oidc.judgeJwt,
    ownOrigin: new URL(config.PUBLIC_URL).origin,
  });

  const stopPurge = startPurge(pool, app.log);
  app.addHook("onClose", async () => {
    stopPurge();
    await Promise.all([tokenUse.stop(), sessionUse.stop()]);
  });
  return {
    guard: requireUser({ authenticate, limits, audit }),
    limitAddress: (request, reply) => limits.address(request, reply),
    async stillHolds(request) {
      const verdict = await authenticate(request);
      return verdict !== undefined && "credential" in verdict;
    },
    tokens: createTokens(pool, tokens.forget),
    self: createSelf(pool),
    sessions: createSessions({
      pool,
      flow: oidc.flow,
      cookies,
      audit,
      allowedEmails: config.OIDC_ALLOWED_EMAILS,
      publicUrl: config.PUBLIC_URL,
      forget: sessions.forget,
    }),
  };
}
