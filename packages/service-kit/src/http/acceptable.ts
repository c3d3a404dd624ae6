import accepts from "@fastify/accepts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fastifyPlugin from "fastify-plugin";
import { errors } from "../errors.ts";

const typesOf = new WeakMap<object, string[]>();

/**
 * Refuses with 406 what wants only types that the route hasn't (`Accept`, RFC 9110 section 12.5.1), before anything is
 * done. Routes that don't say what they answer with are left alone.
 */
export const acceptablePlugin = fastifyPlugin(
  async (app: FastifyInstance) => {
    await app.register(accepts);
    app.addHook("onRequest", async (request) => {
      const { accept } = request.headers;
      if (accept === undefined || accept.includes("*/*")) return;
      const types = answeredTypes(request);
      if (types.length === 0 || request.accepts().type(types) !== false) return;
      throw errors.notAcceptable(
        `This address answers with ${types.join(" or ")}; leave Accept out, or name it.`,
      );
    });
  },
  { name: "acceptable" },
);

/** Media types of a route's answers that aren't problems. */
function answeredTypes(request: FastifyRequest): string[] {
  const response = request.routeOptions.schema?.response as Record<string, object> | undefined;
  if (!response) return [];
  const known = typesOf.get(response);
  if (known) return known;
  const types = Object.values(response).flatMap((each) =>
    "content" in each && each.content ? Object.keys(each.content) : ["application/json"],
  );
  const all = [...new Set(types)];
  typesOf.set(response, all);
  return all;
}
