import type { FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import type pg from "pg";
import type { Refusal } from "./credential.ts";
import { insertSignIn, type SignInRecord } from "./store/sign-ins.ts";

/** One refusal is kept per address and minute: guessing floods neither the table nor the disk. */
const ONCE_PER_MS = 60_000;
const ADDRESSES = 10_000;
const AGENT_LENGTH = 300;

/** Keeps who signed in and what was refused, apart from the requests. */
export interface Audit {
  accepted(request: FastifyRequest, method: "oidc" | "jwt", userId: string): void;
  refused(
    request: FastifyRequest,
    refusal: Pick<Refusal, "reason" | "userId"> & { readonly method: SignInRecord["method"] },
  ): void;
}

/** Makes the audit of sign-ins. */
export function createAudit(pool: pg.Pool): Audit {
  const lately = new LRUCache<string, true>({ max: ADDRESSES, ttl: ONCE_PER_MS });
  const keep = (request: FastifyRequest, record: Omit<SignInRecord, "remote_address" | "user_agent">) => {
    const agent = request.headers["user-agent"]?.replaceAll("\0", "").slice(0, AGENT_LENGTH) ?? null;
    insertSignIn(pool, { ...record, remote_address: request.ip, user_agent: agent }).catch((error: unknown) =>
      request.log.warn({ err: error }, "a sign-in could not be kept"),
    );
  };
  return {
    accepted: (request, method, userId) =>
      keep(request, { user_id: userId, method, outcome: "accepted", reason: null }),
    refused(request, { method, reason, userId }) {
      if (lately.has(request.ip)) return;
      lately.set(request.ip, true);
      keep(request, { user_id: userId ?? null, method, outcome: "refused", reason });
    },
  };
}
