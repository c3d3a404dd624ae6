import { randomUUID } from "node:crypto";
import { AppError, errors } from "@punctual/service-kit/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import type { Audit } from "./audit.ts";
import type { Cookies } from "./cookies.ts";
import { hashSecret, newSecret } from "./credential.ts";
import { peopleErrors } from "./errors.ts";
import { identityOf, mayComeIn } from "./oidc/identity.ts";
import type { SignedIn, SignInFlow } from "./oidc/sign-in.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { keepPerson } from "./store/persons.ts";
import { beginSession, endSession } from "./store/sessions.ts";

interface SessionOptions {
  readonly pool: pg.Pool;
  /** Undefined: nobody signs in, and tokens are all there is. */
  readonly flow: SignInFlow | undefined;
  readonly cookies: Cookies;
  readonly audit: Audit;
  readonly allowedEmails: readonly string[] | undefined;
  readonly publicUrl: string;
  /** Drops what is remembered of sessions. */
  readonly forget: () => void;
}

/** Signs browsers in and out. */
export interface Sessions {
  /** Begins a sign-in. @returns where to send the browser */
  begin(reply: FastifyReply, returnTo: string): Promise<string>;
  /** Takes the issuer's answer and begins a session. @returns where to send the browser */
  finish(request: FastifyRequest, reply: FastifyReply): Promise<string>;
  /** Ends the session. @returns where to send the browser, so that the issuer ends its own */
  end(request: FastifyRequest, reply: FastifyReply): Promise<string>;
}

/** Makes the use cases of signing in. */
export function createSessions(options: SessionOptions): Sessions {
  const { pool, cookies, audit, allowedEmails, publicUrl, forget } = options;
  const flow = () => {
    if (options.flow) return options.flow;
    throw peopleErrors.signInOff("No issuer is configured; use a token (docs/sign-in.md).");
  };
  const ours = (path: string) => new URL(path, publicUrl);

  const dropSession = async (request: FastifyRequest) => {
    const secret = cookies.session(request);
    if (secret === undefined) return undefined;
    const idToken = await endSession(pool, hashSecret(secret));
    forget();
    return idToken;
  };
  const keep = async ({ issuer, subject, claims }: SignedIn) => {
    if (!mayComeIn(allowedEmails, claims)) {
      throw peopleErrors.signInRefused(
        "The issuer knows you, but you are not among those who may come in here.",
      );
    }
    return keepPerson(pool, randomUUID(), identityOf(issuer, subject, claims));
  };

  return {
    async begin(reply, returnTo) {
      const { location, attempt } = await flow().begin(returnTo);
      cookies.setAttempt(reply, attempt);
      return location;
    },
    async finish(request, reply) {
      const attempt = cookies.attempt(request);
      cookies.clearAttempt(reply);
      try {
        const { finish } = flow();
        if (!attempt) {
          throw peopleErrors.signInFailed(
            "This browser began no sign-in lately; begin again at /auth/login.",
          );
        }
        const signedIn = await finish(ours(request.url), attempt);
        const userId = await keep(signedIn);
        await dropSession(request);
        const secret = newSecret();
        await beginSession(pool, hashSecret(secret), userId, signedIn.idToken);
        cookies.setSession(reply, secret);
        audit.accepted(request, "oidc", userId);
      } catch (error) {
        const reason = error instanceof AppError ? error.code : errors.internal("").code;
        audit.refused(request, { method: "oidc", reason, userId: undefined });
        throw error;
      }
      const target = ours(attempt.returnTo);
      // Where cookies have no prefix, a neighbour could have set this one.
      return target.origin === ours("/").origin ? target.href : ours("/").href;
    },
    async end(request, reply) {
      requireSameOrigin(request, ours("/").origin);
      const idToken = await dropSession(request);
      cookies.clearSession(reply);
      return options.flow && idToken !== undefined ? options.flow.end(idToken) : ours("/").href;
    },
  };
}
