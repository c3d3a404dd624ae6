import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeWhole } from "../data/files.ts";
import { GRAFANA_DASHBOARDS, GRAFANA_INI, grafanaFiles } from "../observe/grafana-files.ts";
import type { GrafanaTool } from "../tools/grafana.ts";
import type { PartContext } from "./context.ts";
import { childEnv } from "./env.ts";
import { answers } from "./http-health.ts";
import type { Part } from "./part.ts";

/** Grafana, with the same dashboards as in a cluster. */
export function grafanaPart(tool: GrafanaTool, context: PartContext): Part {
  const { ports, paths } = context;
  const cwd = paths.grafana;
  return {
    name: "grafana",
    needs: ["prometheus"],
    ports: [ports.grafana],
    logFormat: "logfmt",
    kind: "infrastructure",
    stopWave: 1,
    stopSignal: "SIGTERM",
    async command() {
      // Loaded when needed: nobody else waits for them.
      const [{ DASHBOARDS, DASHBOARD_FOLDER }, { runbooksUrl }] = await Promise.all([
        import("@punctual/observability/dashboards/all"),
        import("../observe/runbooks.ts"),
      ]);
      const runbooks = await runbooksUrl(context.root);
      // A dashboard that is no more must go from here too.
      rmSync(join(cwd, GRAFANA_DASHBOARDS), { recursive: true, force: true });
      const dashboards = DASHBOARDS.map(({ name, build }) => ({
        path: join(GRAFANA_DASHBOARDS, `${name}.json`),
        text: JSON.stringify(build(runbooks), undefined, 2),
      }));
      for (const { path, text } of [...grafanaFiles(paths, ports, DASHBOARD_FOLDER), ...dashboards]) {
        mkdirSync(dirname(join(cwd, path)), { recursive: true, mode: 0o700 });
        writeWhole(join(cwd, path), text);
      }
      return {
        file: tool.grafana,
        args: [...tool.args, "--homepath", tool.home, "--config", join(cwd, GRAFANA_INI)],
        cwd,
        env: childEnv({}),
      };
    },
    check: (signal) => answers(`http://127.0.0.1:${ports.grafana}/api/health`, 200, signal),
  };
}
