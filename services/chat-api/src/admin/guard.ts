import { createHash } from "node:crypto";
import { errors } from "@punctual/service-kit/errors";
import { sameSecret } from "@punctual/service-kit/http/token";
import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Lets operators in, who show `Authorization: Bearer <admin token>`: an `onRequest` hook.
 *
 * @param sha256 of the admin token, in hex
 * @param count counts a refused request against its address, and throws when there were too many
 */
export function requireAdmin(
  sha256: string,
  count: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (given !== undefined && sameSecret(createHash("sha256").update(given).digest("hex"), sha256)) return;
    await count(request, reply);
    throw errors.unauthorized(
      "Send the header Authorization: Bearer <the admin token>; a person's token opens nothing here.",
    );
  };
}
