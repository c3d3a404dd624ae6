import type { DataPaths } from "../data/paths.ts";
import type { Secrets } from "../data/secrets.ts";
import type { DaprTools } from "../tools/dapr.ts";
import type { KafkaTool } from "../tools/kafka.ts";
import type { ObserveTools } from "../tools/observe.ts";
import type { PostgresTools } from "../tools/postgres.ts";
import type { Ports } from "./ports.ts";

/** What parts are made from. */
export interface PartContext {
  /** The clone: its services and dapr/ folder are run. */
  readonly root: string;
  readonly paths: DataPaths;
  readonly secrets: Secrets;
  readonly ports: Ports;
  readonly tools: {
    readonly dapr: DaprTools;
    readonly kafka: KafkaTool;
    readonly postgres: PostgresTools;
    /** Where the platform is to be watched. */
    readonly observe?: ObserveTools;
  };
  /** LOG_LEVEL of services and sidecars. */
  readonly logLevel: string;
}
