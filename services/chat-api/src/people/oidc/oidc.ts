import type { Dapr } from "@punctual/service-kit/dapr/client";
import type pg from "pg";
import { createJudgeJwt, type JudgeJwt } from "../judge-jwt.ts";
import type { PeopleConfig } from "../people.ts";
import { createVerifyJwt } from "./access-tokens.ts";
import { createClient } from "./client.ts";
import { createIssuer } from "./issuer.ts";
import { createSignInFlow, type SignInFlow } from "./sign-in.ts";

/** What an issuer is for, as far as it is configured. */
export interface Oidc {
  /** Judges access tokens; undefined without OIDC_AUDIENCE. */
  readonly judgeJwt: JudgeJwt | undefined;
  /** Signs people in; undefined without OIDC_CLIENT_ID. */
  readonly flow: SignInFlow | undefined;
}

/** Sets up what is configured of OpenID Connect; asks nobody before it is needed. */
export function createOidc(config: PeopleConfig, pool: pg.Pool, dapr: Pick<Dapr, "getSecret">): Oidc {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_AUDIENCE, OIDC_ALLOWED_EMAILS, PUBLIC_URL } = config;
  if (OIDC_ISSUER === undefined) return { judgeJwt: undefined, flow: undefined };
  const issuer = createIssuer(OIDC_ISSUER);
  return {
    judgeJwt:
      OIDC_AUDIENCE === undefined
        ? undefined
        : createJudgeJwt(pool, {
            verify: createVerifyJwt(issuer, OIDC_AUDIENCE),
            audience: OIDC_AUDIENCE,
            allowedEmails: OIDC_ALLOWED_EMAILS,
          }),
    flow:
      OIDC_CLIENT_ID === undefined
        ? undefined
        : createSignInFlow(createClient(issuer, OIDC_CLIENT_ID, dapr), PUBLIC_URL),
  };
}
