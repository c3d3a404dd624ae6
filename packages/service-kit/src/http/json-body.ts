import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fastifyPlugin from "fastify-plugin";
import { errors } from "../errors.ts";
import { jsonFault } from "./json-fault.ts";

/** Media types of bodies: JSON, and JSON merge patch (RFC 7396), which is JSON that means a change. */
export const JSON_BODIES = ["application/json", "application/merge-patch+json"] as const;

/**
 * Takes JSON bodies as I-JSON (RFC 7493) has them: UTF-8, no name twice in one object, and not deeper than anybody means;
 * names that would change an object's prototype are refused. What isn't so gets a 400 that says where.
 */
export const jsonBodyPlugin = fastifyPlugin(
  async (app: FastifyInstance) => {
    // Every body here is JSON: without this, Fastify would hand plain text to the schemas.
    app.removeContentTypeParser(["text/plain", "application/json"]);
    app.addContentTypeParser(
      [...JSON_BODIES],
      { parseAs: "buffer" },
      async (request: FastifyRequest, body: Buffer) => parse(request, body),
    );
  },
  { name: "json-body" },
);

function parse(request: FastifyRequest, body: Buffer): unknown {
  if (body.length === 0) {
    // Many clients always name a type; without a schema for it, no body is what the route wants.
    if (request.routeOptions.schema?.body === undefined) return undefined;
    throw errors.badRequest("The body is empty; send a JSON object.");
  }
  if (!isUtf8(body)) throw errors.badRequest("The body isn't UTF-8, which JSON must be.");
  const text = body.toString("utf8");
  const value = read(text);
  const fault = jsonFault(text);
  if (fault !== undefined) throw errors.badRequest(fault);
  return value;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw errors.badRequest(`The body isn't JSON: ${error.message}.`, { cause: error });
  }
}
