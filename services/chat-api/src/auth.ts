import { errors } from "@punctual/service-kit/errors";
import type { FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** Who is asking; empty outside routes behind {@link requireUser}. */
    userId: string;
  }
}

/** Finds whose token this is. */
export type FindUser = (token: string) => Promise<string | undefined>;

/** Refuses requests without a valid `Authorization: Bearer` token (RFC 6750), and says whose the others are. */
export function requireUser(findUser: FindUser) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = /^Bearer +([\x21-\x7e]{1,500})$/i.exec(request.headers.authorization ?? "")?.[1];
    if (!token) throw errors.unauthorized("Send the header Authorization: Bearer <your token>.");
    const userId = await findUser(token);
    if (!userId) throw errors.unauthorized("This token isn't known; it may have been revoked.");
    request.userId = userId;
  };
}
