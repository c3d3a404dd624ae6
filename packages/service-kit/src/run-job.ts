import { constants } from "node:os";
import type { Logger } from "pino";
import { wholeReasonOf } from "./errors.ts";
import { createLogger } from "./logger.ts";

/** A process that does one thing and ends, such as the container of a Kubernetes Job. */
export interface Job<Config extends { readonly LOG_LEVEL: string }> {
  /** What its log lines carry as `service`. */
  readonly name: string;
  /** Reads the environment; may throw ConfigError. */
  readonly readConfig: () => Config;
  /** Resolves when all is done; what it rejects with is the job's failure. */
  readonly work: (config: Config, logger: Logger) => Promise<void>;
}

/** Runs a job as this process: a failure is one plain log line (with the stack at `debug`) and exit code 1. */
export async function runJob<Config extends { readonly LOG_LEVEL: string }>(job: Job<Config>): Promise<void> {
  // The first process of a container gets no signal that it doesn't listen to.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  let logger = createLogger(job.name, "info");
  try {
    const config = job.readConfig();
    logger = createLogger(job.name, config.LOG_LEVEL);
    await job.work(config, logger);
  } catch (error) {
    logger.debug({ err: error }, "the failure in full");
    logger.fatal(wholeReasonOf(error));
    process.exitCode = 1;
  }
}
