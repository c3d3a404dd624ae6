import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { writeWhole } from "../data/files.ts";
import { prometheusArgs, prometheusConfig } from "../observe/prometheus-config.ts";
import type { ObserveTools } from "../tools/observe.ts";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Part } from "./part.ts";

const CONFIG = "prometheus.yml";
const RULES = "rules.yml";

/**
 * Prometheus, which collects everything's figures and evaluates the same rules as in a cluster.
 *
 * @param scraped names of the parts that it asks: it starts after them, or it would begin with an alert for each
 */
export function prometheusPart(
  tool: ObserveTools["prometheus"],
  scraped: readonly string[],
  context: PartContext,
): Part {
  const { ports, paths } = context;
  const cwd = paths.prometheus;
  return {
    name: "prometheus",
    needs: scraped,
    ports: [ports.prometheus],
    logFormat: "logfmt",
    kind: "infrastructure",
    stopWave: 1,
    stopSignal: "SIGTERM",
    async command() {
      // Loaded when needed: nobody else waits for them.
      const [{ renderRules }, { runbooksUrl }] = await Promise.all([
        import("@punctual/observability/rules/render"),
        import("../observe/runbooks.ts"),
      ]);
      mkdirSync(cwd, { recursive: true, mode: 0o700 });
      writeWhole(join(cwd, RULES), stringify(renderRules(await runbooksUrl(context.root))));
      writeWhole(join(cwd, CONFIG), stringify(prometheusConfig(ports, RULES)));
      return {
        file: tool.prometheus,
        args: prometheusArgs(ports.prometheus, { config: CONFIG, data: "data" }),
        cwd,
        env: childEnv({}),
      };
    },
    check: (signal) => answers(`http://127.0.0.1:${ports.prometheus}/-/ready`, 200, signal),
  };
}
