import type { IncomingMessage, ServerResponse } from "node:http";
import fastifySwagger from "@fastify/swagger";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from "fastify";
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type { Logger } from "pino";
import { errors } from "../errors.ts";
import { continueTrace, withTrace } from "../trace.ts";
import { type HealthOptions, healthPlugin } from "./health.ts";
import { metricsPlugin } from "./metrics.ts";
import { sendProblem } from "./problems.ts";

/** A service's Fastify instance: routes are validated and typed by their zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What every service's app is made with. */
export interface AppOptions {
  /** App id; the name in logs and metrics. */
  readonly service: string;
  readonly logger: Logger;
  readonly health: HealthOptions;
  /** Title and description of the OpenAPI document. */
  readonly api: { readonly title: string; readonly description: string };
  /** Proxies in front that add to X-Forwarded-For; none unless given, for anybody can write that header. */
  readonly trustedProxies?: number;
}

/** Largest body that is taken, in bytes. */
const BODY_LIMIT = 1024 * 1024;
/** Longest parameter in an address, in characters: the token of an action link is longer than Fastify's 100. */
const PARAM_LIMIT = 2048;

/**
 * Makes an app that has what all services share: problem details, traces, logs, `/healthz`, `/readyz`, `/metrics` and
 * `/openapi.json`. Routes come after it, by `app.register`.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { trustedProxies = 0 } = options;
  const app = Fastify({
    loggerInstance: options.logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies > 0 && ((_address, hop) => hop < trustedProxies),
    routerOptions: { maxParamLength: PARAM_LIMIT },
    // An address that can't be decoded or is too long never reaches a route's error handler.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    forceCloseConnections: "idle",
  }).withTypeProvider<ZodTypeProvider>();
  // Every body here is JSON: without this, Fastify would hand plain text to the schemas.
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  app.addHook("onRequest", (request, _reply, done) => {
    const header = request.headers.traceparent;
    withTrace(continueTrace(typeof header === "string" ? header : undefined), done);
  });
  app.addHook("onResponse", async (request, reply) => {
    const { method, url } = request;
    const line = {
      method,
      url: loggable(url),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    };
    request.log.info(line, "request");
  });

  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler(async (request, reply) => {
    // To Dapr, 404 means: drop this event or job. A route that isn't there (yet) must not lose anything.
    const delivery = /^\/(dapr|job)\//.test(request.url) && request.method === "POST";
    const error = delivery
      ? errors.dependencyUnavailable(`Nothing here takes ${request.url} (yet).`)
      : errors.routeNotFound(`There is no ${request.method} ${request.url.split("?", 1)[0]}.`);
    return sendProblem(error, request, reply);
  });

  await app.register(metricsPlugin, { appId: options.service });
  await app.register(healthPlugin, options.health);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: { ...options.api, version: "0.1.0" },
      components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
    },
    transform: jsonSchemaTransform,
  });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  return app;
}

/** An address for the log: without what was asked, and without parts so long that they may be a credential. */
function loggable(url: string): string {
  const [path = ""] = url.split("?", 1);
  return path.replace(/[^/]{65,}/g, "…");
}
