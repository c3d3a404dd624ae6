import type { Scope } from "@punctual/contracts/people";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Audit } from "./people/audit.ts";
import type { Credential, Verdict } from "./people/credential.ts";
import { peopleErrors } from "./people/errors.ts";
import type { Limits } from "./people/limits.ts";
import { SAFE_METHODS } from "./people/same-origin.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is asking; empty outside routes behind {@link requireUser}. */
    userId: string;
    /** What they are asking with; null outside routes behind {@link requireUser}. */
    credential: Credential | null;
  }
  interface FastifyContextConfig {
    /** What a credential must be allowed for this route; otherwise its method says: reading, or writing. */
    scope?: Scope;
  }
}

/** Looks at what a request brings; undefined where it brings nothing. Throws 403 or 503 problems. */
export type Authenticate = (request: FastifyRequest) => Promise<Verdict | undefined>;

/** Guards routes: an `onRequest` hook. */
export type Guard = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

interface GuardOptions {
  readonly authenticate: Authenticate;
  readonly limits: Limits;
  readonly audit: Audit;
}

/**
 * Refuses requests without a credential that is right (401, RFC 6750), that asks too much (429) or that may only read and
 * would write (403), and says whose the others are.
 */
export function requireUser({ authenticate, limits, audit }: GuardOptions): Guard {
  return async (request, reply) => {
    const verdict = await authenticate(request);
    if (!verdict || "refusal" in verdict) {
      if (verdict) audit.refused(request, verdict.refusal);
      await limits.address(request, reply);
      throw errors.unauthorized(
        verdict?.refusal.detail ?? "Send the header Authorization: Bearer <your token>.",
      );
    }
    const { credential } = verdict;
    await limits.credential(request, reply, credential);
    const needed = request.routeOptions.config.scope ?? (SAFE_METHODS.has(request.method) ? "read" : "write");
    if (!credential.scopes.includes(needed)) throw insufficientScope(reply, needed);
    request.userId = credential.userId;
    request.credential = credential;
  };
}

/** The credential of a request behind {@link requireUser}. */
export function credentialOf({ credential }: FastifyRequest): Credential {
  if (!credential) throw new Error("this route isn't behind requireUser");
  return credential;
}

/** A 403 with the challenge of RFC 6750 section 3.1, for a credential that may not do this. */
export function insufficientScope(reply: FastifyReply, needed: Scope): Error {
  reply.header("www-authenticate", `Bearer realm="punctual", error="insufficient_scope", scope="${needed}"`);
  return peopleErrors.insufficientScope(`This needs a credential with the scope ${needed}.`);
}
