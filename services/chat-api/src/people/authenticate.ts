import type { Authenticate } from "../auth.ts";
import type { FoundToken } from "../store/tokens.ts";
import type { Cookies } from "./cookies.ts";
import type { JudgeJwt } from "./judge-jwt.ts";
import { judgeSession } from "./judge-session.ts";
import { judgeToken } from "./judge-token.ts";
import type { Known } from "./known.ts";
import type { LastUse } from "./last-use.ts";
import { looksLikeJwt } from "./oidc/access-tokens.ts";
import { requireSameOrigin } from "./same-origin.ts";
import type { FoundSession } from "./store/sessions.ts";

/** Longer than any issuer's tokens: Node.js takes 16 KiB of headers in all. */
const BEARER = /^Bearer +([\x21-\x7e]{1,8000})$/i;

interface AuthenticateOptions {
  readonly tokens: Known<FoundToken>;
  readonly tokenUse: LastUse<string>;
  readonly sessions: Known<FoundSession>;
  readonly sessionUse: LastUse<string>;
  readonly cookies: Pick<Cookies, "session">;
  /** Undefined: no issuer's access tokens are taken. */
  readonly judgeJwt: JudgeJwt | undefined;
  readonly ownOrigin: string;
}

/** Looks at `Authorization: Bearer` (a personal token, or an issuer's JWT); where there is none, at a session's cookie. */
export function createAuthenticate(options: AuthenticateOptions): Authenticate {
  const { tokens, tokenUse, sessions, sessionUse, cookies, judgeJwt, ownOrigin } = options;
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const bearer = BEARER.exec(authorization)?.[1];
      if (bearer === undefined) return undefined;
      if (judgeJwt && looksLikeJwt(bearer)) return judgeJwt(bearer);
      return judgeToken(bearer, tokens, tokenUse);
    }
    const session = cookies.session(request);
    if (session === undefined) return undefined;
    requireSameOrigin(request, ownOrigin);
    return judgeSession(session, sessions, sessionUse);
  };
}
