import type { Queryable } from "@punctual/service-kit/database";
import { createPool } from "@punctual/service-kit/database";
import { type App, createApp } from "@punctual/service-kit/http/app";
import { createLogger } from "@punctual/service-kit/logger";
import type { Logger } from "pino";

/** A port that nothing listens on: reserved, and refused at once. */
export const CLOSED_PORT = 1;

/** Logs nothing. */
const silent = createLogger("test", "silent");

/** A database that can't be reached. */
export const absentDatabase: Queryable = createPool(
  `postgres://nobody@127.0.0.1:${CLOSED_PORT}/none`,
  silent,
);

/** An app as services have it, whose database and sidecar are away unless given. */
export function testApp(
  given: { db?: Queryable; sidecarPort?: number; servesWithoutSidecar?: boolean; logger?: Logger } = {},
): Promise<App> {
  const {
    db = absentDatabase,
    sidecarPort = CLOSED_PORT,
    servesWithoutSidecar = false,
    logger = silent,
  } = given;
  return createApp({
    service: "test",
    logger,
    health: { db, sidecarPort, servesWithoutSidecar },
    api: { title: "Test", description: "For tests." },
  });
}
