import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import findMyWay from "find-my-way";
import { errors } from "../errors.ts";
import { sendProblem } from "./problems.ts";

/** Tells which methods a path takes, in alphabetical order; none for a path that there isn't. */
export type MethodsOf = (path: string) => readonly string[];

/**
 * Remembers which methods each path takes, so that another method there gets 405 and `Allow` (RFC 9110 section 15.5.6)
 * and not 404. Call it before any route is made.
 */
export function watchMethods(app: FastifyInstance, maxParamLength: number): MethodsOf {
  const methods = new Map<string, Set<string>>();
  const paths = findMyWay({ maxParamLength });
  app.addHook("onRoute", ({ url, method }) => {
    // CORS answers OPTIONS everywhere: that makes no path known.
    if (url === "*") return;
    const shape = url.replace(/:\w+/g, ":part");
    const known = methods.get(shape);
    const taken = known ?? new Set();
    for (const each of [method].flat()) taken.add(each);
    if (known) return;
    methods.set(shape, taken);
    paths.on("GET", shape, () => {}, { taken });
  });
  // A path that is there word for word is meant, and not what a parameter of another could stand for.
  app.addHook("onRequest", async ({ method, url, routeOptions }, reply) => {
    if (!routeOptions.url?.includes(":")) return;
    const [path = ""] = url.split("?", 1);
    const allowed = [...(methods.get(path) ?? [method])].sort();
    if (allowed.includes(method)) return;
    reply.header("allow", allowed.join(", "));
    throw errors.methodNotAllowed(`${path} takes ${allowed.join(", ")}.`);
  });
  return (path) => {
    const store = paths.find("GET", path)?.store as { taken: Set<string> } | undefined;
    return [...(store?.taken ?? [])].sort();
  };
}

/** Answers 405 with `Allow` where other methods are taken, and 404 where there is nothing. */
export function notFoundHandler(methodsOf: MethodsOf) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { method, url } = request;
    const [path = ""] = url.split("?", 1);
    // To Dapr, 404 means: drop this event or job. A route that isn't there (yet) must not lose anything.
    if (/^\/(dapr|job)\//.test(url) && method === "POST") {
      const error = errors.dependencyUnavailable(`Nothing here takes ${url} (yet).`);
      return sendProblem(error, request, reply);
    }
    const allowed = methodsOf(path);
    if (allowed.length === 0) {
      return sendProblem(errors.routeNotFound(`There is no ${method} ${path}.`), request, reply);
    }
    reply.header("allow", allowed.join(", "));
    return sendProblem(errors.methodNotAllowed(`${path} takes ${allowed.join(", ")}.`), request, reply);
  };
}
