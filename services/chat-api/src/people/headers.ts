import cors from "@fastify/cors";
import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";
import type { Config } from "../config.ts";

/** Headers that scripts of other sites may read from our answers. */
const EXPOSED = [
  "ETag",
  "Location",
  "Link",
  "Undo-Token",
  "Retry-After",
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "WWW-Authenticate",
];

/**
 * What browsers are told: which sites' scripts may call us (CORS: none, unless configured, and never with cookies), and
 * what our own pages may do (CSP and the rest of helmet).
 */
export const browserHeadersPlugin = fastifyPlugin(
  async (app: FastifyInstance, { CORS_ORIGINS, PUBLIC_URL }: Pick<Config, "CORS_ORIGINS" | "PUBLIC_URL">) => {
    const secure = new URL(PUBLIC_URL).protocol === "https:";
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // Styles that scripts of ours set on elements; scripts themselves come from files alone.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", "data:"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(secure && { upgradeInsecureRequests: [] }),
        },
      },
      strictTransportSecurity: secure && { maxAge: 365 * 24 * 60 * 60 },
      xFrameOptions: { action: "deny" },
      // Calls of other sites that CORS allows must be able to read the answer.
      crossOriginResourcePolicy: { policy: CORS_ORIGINS.length > 0 ? "cross-origin" : "same-origin" },
    });
    if (CORS_ORIGINS.length === 0) return;
    await app.register(cors, {
      origin: [...CORS_ORIGINS],
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      exposedHeaders: EXPOSED,
      maxAge: 600,
    });
  },
  { name: "browser-headers" },
);
