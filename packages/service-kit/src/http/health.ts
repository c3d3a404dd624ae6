import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";
import type { Queryable } from "../database.ts";

/** How long one check may take, in milliseconds; a probe usually gives up after a second. */
const CHECK_TIMEOUT_MS = 900;

/** What a service needs and how to see whether it is there. */
export interface HealthOptions {
  readonly db: Queryable;
  readonly sidecarPort: number;
  /**
   * Whether the service is of use without its sidecar. If so, a missing sidecar makes it "degraded" but leaves it
   * ready: taken out of its load balancer, it could not take the writes that it can take.
   */
  readonly servesWithoutSidecar: boolean;
}

/**
 * - `GET /healthz`: the process answers (liveness).
 * - `GET /readyz`: database and sidecar (readiness): `{status: ok|degraded|unavailable, database, sidecar}`.
 */
export const healthPlugin = fastifyPlugin(
  async (app: FastifyInstance, options: HealthOptions) => {
    const database = () => answers(async () => void (await options.db.query("SELECT 1")));
    const sidecar = () => answers(() => sidecarAnswers(options.sidecarPort));
    const hidden = { schema: { hide: true }, logLevel: "warn" } as const;

    app.get("/healthz", hidden, async () => ({ status: "ok" }));

    app.get("/readyz", hidden, async (_request, reply) => {
      const [databaseUp, sidecarUp] = await Promise.all([database(), sidecar()]);
      const ready = databaseUp && (sidecarUp || options.servesWithoutSidecar);
      return reply.code(ready ? 200 : 503).send({
        status: ready ? (sidecarUp ? "ok" : "degraded") : "unavailable",
        database: databaseUp ? "ok" : "unavailable",
        sidecar: sidecarUp ? "ok" : "unavailable",
      });
    });
  },
  { name: "health" },
);

async function answers(check: () => Promise<void>): Promise<boolean> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer")), CHECK_TIMEOUT_MS);
  try {
    await Promise.race([check(), timeout]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Dapr's outbound health: the sidecar's components work; it doesn't look back at the app, which would be a circle. */
async function sidecarAnswers(port: number): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/v1.0/healthz/outbound`, {
    signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the sidecar answers ${response.status}`);
}
