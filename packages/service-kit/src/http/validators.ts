import { hash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import fastifyPlugin from "fastify-plugin";

/**
 * Gives what is read an entity tag, a weak one of its content where the route sets none, and answers 304 without a body
 * to who has it already (`If-None-Match`, RFC 9110 section 13.1.2). Answers are for the one who asked: caches keep them
 * for nobody else, and ask before they use them again.
 */
export const validatorsPlugin = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.addHook("onSend", async (request, reply, payload) => {
      if (!isRead(request, reply) || typeof payload !== "string") return payload;
      const given = reply.getHeader("etag");
      const tag = typeof given === "string" ? given : `W/"${hash("sha1", payload, "base64url")}"`;
      reply.header("etag", tag);
      if (!reply.hasHeader("cache-control")) reply.header("cache-control", "private, no-cache");
      reply.header("vary", withEncoding(reply.getHeader("vary")));
      if (!isKnown(request.headers["if-none-match"], tag)) return payload;
      reply.code(304).removeHeader("content-type").removeHeader("content-length");
      return "";
    });
  },
  { name: "validators" },
);

function isRead({ method }: FastifyRequest, reply: FastifyReply): boolean {
  return (
    (method === "GET" || method === "HEAD") &&
    reply.statusCode === 200 &&
    String(reply.getHeader("content-type")).startsWith("application/json")
  );
}

/** Compares weakly, as the standard says for If-None-Match: what is the same means the same. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return header.split(",").some((each) => opaque(each) === opaque(tag));
}

/** What answers depend on besides the address: compression, and what was there (CORS says Origin). */
function withEncoding(given: number | string | string[] | undefined): string {
  const names = String(given ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name.toLowerCase() !== "accept-encoding");
  return [...names, "accept-encoding"].join(", ");
}
