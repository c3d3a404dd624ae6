import type { Actor } from "@punctual/contracts/change";
import type { FastifyRequest } from "fastify";

/** Who is asking, and how they came in. */
export interface Caller {
  readonly userId: string;
  readonly actor: Actor;
}

/** Who sent a request. */
export function callerOf(request: FastifyRequest, door: Actor["door"]): Caller {
  return { userId: request.userId, actor: { door, credential: request.credential?.label ?? null } };
}
