import type { AppId } from "@punctual/contracts/apps";
import closeWithGrace from "close-with-grace";
import type pg from "pg";
import type { Logger } from "pino";
import type { BaseConfig } from "./config.ts";
import { createDapr, type Dapr } from "./dapr/client.ts";
import { createJobs, type Jobs } from "./dapr/jobs.ts";
import { createPool } from "./database.ts";
import type { App } from "./http/app.ts";
import { createLogger } from "./logger.ts";
import { watchDatabase } from "./metrics/database.ts";
import { watchPool } from "./metrics/pool.ts";
import { watchSidecar } from "./metrics/sidecar.ts";
import { type Migrations, migrate } from "./migrate.ts";

/** What a service is built with. */
export interface ServiceParts<Config> {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly dapr: Dapr;
  readonly jobs: Jobs;
  readonly logger: Logger;
}

/** A service as a process. */
export interface Service<Config extends BaseConfig> {
  readonly appId: AppId;
  readonly config: Config;
  readonly migrations: readonly Migrations[];
  /** Makes the app; what it starts besides, its `onClose` hooks stop. */
  readonly build: (parts: ServiceParts<Config>) => Promise<App>;
}

/** A pod gets 30 s to stop, a laptop 10: requests in hand have this long, in milliseconds. */
const DRAIN_MS = 6_000;

/**
 * Runs a service: brings its schema up to date, listens, and on SIGTERM or SIGINT stops taking requests, finishes
 * those in hand (and what `onClose` hooks wait for) and ends the process.
 */
export async function runService<Config extends BaseConfig>(service: Service<Config>): Promise<void> {
  const { appId, config } = service;
  const logger = createLogger(appId, config.LOG_LEVEL);
  await migrate(config.DATABASE_URL, service.migrations, logger);
  const pool = createPool(config.DATABASE_URL, logger);
  const sidecar = { port: config.DAPR_HTTP_PORT, apiToken: config.DAPR_API_TOKEN };
  const app = await service.build({
    config,
    pool,
    dapr: createDapr(sidecar),
    jobs: createJobs(sidecar),
    logger,
  });
  watchSidecar(app.metrics, sidecar);
  watchPool(app.metrics, pool);
  watchDatabase(app.metrics, pool);

  closeWithGrace({ delay: DRAIN_MS, logger: app.log }, async ({ err, signal }) => {
    if (err) app.log.fatal({ err }, "an error that nobody handled; stopping");
    else app.log.info({ signal }, "stopping");
    await app.close();
    await pool.end();
  });
  await app.listen({ host: config.HOST, port: config.PORT });
}
