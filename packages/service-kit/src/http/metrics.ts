import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";

declare module "fastify" {
  interface FastifyInstance {
    /** This process's Prometheus metrics; add your own to it. */
    metrics: Registry;
  }
  interface FastifyContextConfig {
    /** Its answers go on for as long as the client likes: how long says nothing of how quick we are. */
    endless?: boolean;
  }
}

/** Serves `GET /metrics` (Prometheus text), with requests by method, route and status, and the process's own figures. */
export const metricsPlugin = fastifyPlugin(
  async (app: FastifyInstance, { appId }: { appId: string }) => {
    const registry = new Registry();
    // As Dapr labels its own; `service` would clash with what Prometheus calls a Kubernetes Service.
    registry.setDefaultLabels({ app_id: appId });
    collectDefaultMetrics({ register: registry });
    const duration = new Histogram({
      name: "http_request_duration_seconds",
      help: "Time from request to answer.",
      labelNames: ["method", "route", "status"],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [registry],
    });
    app.decorate("metrics", registry);
    app.addHook("onResponse", async (request, reply) => {
      if (request.routeOptions.config.endless && reply.statusCode < 400) return;
      // The route's pattern, never the URL: ids would make a series of their own each.
      const route = request.routeOptions.url ?? "(none)";
      duration.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    });
    app.get("/metrics", { schema: { hide: true } }, async (_request, reply) =>
      reply.type(registry.contentType).send(await registry.metrics()),
    );
  },
  { name: "metrics" },
);
