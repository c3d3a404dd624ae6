import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Credential } from "./credential.ts";
import { peopleErrors } from "./errors.ts";

const WINDOW_MS = 60_000;
/** What an address may ask without a credential, as a part of what a credential may. */
const UNKNOWN_PART = 10;

/** Counts requests of this process: with several replicas, each counts for itself. */
export interface Limits {
  /** Counts a request of this credential; throws rate_limited above the limit. */
  credential(request: FastifyRequest, reply: FastifyReply, credential: Credential): Promise<void>;
  /** Counts a request without one against its address; throws rate_limited above the limit. */
  address(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Makes the limits. The app has @fastify/rate-limit. */
export function createLimits(app: FastifyInstance, perMinute: number): Limits {
  const keys = new WeakMap<FastifyRequest, string>();
  const perCredential = app.createRateLimit({
    max: perMinute,
    timeWindow: WINDOW_MS,
    keyGenerator: (request) => keys.get(request) ?? request.ip,
  });
  const perAddress = app.createRateLimit({
    max: Math.ceil(perMinute / UNKNOWN_PART),
    timeWindow: WINDOW_MS,
  });
  const apply = (state: Awaited<ReturnType<typeof perAddress>>, reply: FastifyReply, whose: string) => {
    if (state.isAllowed) return;
    reply.headers({
      "ratelimit-limit": state.max,
      "ratelimit-remaining": state.remaining,
      "ratelimit-reset": state.ttlInSeconds,
    });
    if (!state.isExceeded) return;
    reply.header("retry-after", state.ttlInSeconds);
    throw peopleErrors.rateLimited(
      `${whose} may ask ${state.max} times a minute; ask again in ${state.ttlInSeconds} s.`,
    );
  };
  return {
    async credential(request, reply, { kind, id }) {
      keys.set(request, `${kind}:${id}`);
      apply(await perCredential(request), reply, "This credential");
    },
    async address(request, reply) {
      apply(await perAddress(request), reply, "An address without a right credential");
    },
  };
}
