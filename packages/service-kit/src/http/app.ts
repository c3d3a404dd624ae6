import type { IncomingMessage, ServerResponse } from "node:http";
import compress from "@fastify/compress";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawServerDefault,
} from "fastify";
import { validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Logger } from "pino";
import { continueTrace, withTrace } from "../trace.ts";
import { acceptablePlugin } from "./acceptable.ts";
import { refuseBadAddress } from "./bad-address.ts";
import { answerBrokenRequest } from "./broken-request.ts";
import { type HealthOptions, healthPlugin } from "./health.ts";
import { jsonBodyPlugin } from "./json-body.ts";
import { metricsPlugin } from "./metrics.ts";
import { type ApiDescription, openApiPlugin } from "./openapi/plugin.ts";
import { notFoundHandler, watchMethods } from "./other-methods.ts";
import { sendProblem } from "./problems.ts";
import { validatorsPlugin } from "./validators.ts";

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
  /** What the OpenAPI document says. */
  readonly api: ApiDescription;
  /** Proxies in front that add to X-Forwarded-For; none unless given, for anybody can write that header. */
  readonly trustedProxies?: number;
}

/** Largest body that is taken, in bytes. */
const BODY_LIMIT = 1024 * 1024;
/** Longest parameter in an address, in characters: the token of an action link is longer than Fastify's 100. */
const PARAM_LIMIT = 2048;
/** What is smaller than this, in bytes, gets hardly smaller by compression. */
const COMPRESS_FROM = 1024;

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
    clientErrorHandler: answerBrokenRequest,
    forceCloseConnections: "idle",
  }).withTypeProvider<ZodTypeProvider>();
  const methodsOf = watchMethods(app, PARAM_LIMIT);
  await app.register(jsonBodyPlugin);
  app.setValidatorCompiler(validatorCompiler);
  // Tests hold answers against the document; doing so as people wait would take as long as all else.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));

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

  app.addHook("onRequest", refuseBadAddress);
  await app.register(acceptablePlugin);
  await app.register(validatorsPlugin);
  await app.register(compress, { encodings: ["gzip"], requestEncodings: ["gzip"], threshold: COMPRESS_FROM });

  const answerNotFound = notFoundHandler(methodsOf);
  app.setNotFoundHandler(answerNotFound);
  // Where there is no route, it doesn't matter what else is wrong, such as the body.
  app.setErrorHandler((error, request, reply) =>
    request.is404 ? answerNotFound(request, reply) : sendProblem(error, request, reply),
  );

  await app.register(metricsPlugin, { appId: options.service });
  await app.register(healthPlugin, options.health);
  await app.register(openApiPlugin, options.api);
  return app;
}

/** An address for the log: without what was asked, and without parts so long that they may be a credential. */
function loggable(url: string): string {
  const [path = ""] = url.split("?", 1);
  return path.replace(/[^/]{65,}/g, "…");
}
