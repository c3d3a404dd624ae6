import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";

/** A Grafana that is installed. */
export interface GrafanaTool {
  /** Absolute. */
  readonly grafana: string;
  /** What it must be told first: `grafana` does several things, the older `grafana-server` just this. */
  readonly args: readonly string[];
  /** The folder of what belongs to it: `conf/` and `public/`. */
  readonly home: string;
}

/** How to get it where there is none, for a person. */
export const GRAFANA_ADVICE = "https://grafana.com/grafana/download (macOS: brew install grafana)";

const PROGRAMS = ["grafana", "grafana-server"] as const;
/** Where Grafana's own packages for Debian and Red Hat put it, whether or not that is on PATH. */
const PACKAGED = "/usr/share/grafana/bin";

/** Finds Grafana on PATH or where its packages put it; undefined where there is none. */
export function findGrafana(env: NodeJS.ProcessEnv, packaged = PACKAGED): GrafanaTool | undefined {
  const folders = [...(env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""), packaged];
  for (const folder of folders) {
    for (const program of PROGRAMS) {
      const path = join(folder, program);
      const found = existsSync(path) ? toolAt(realpathSync(path)) : undefined;
      if (found) return found;
    }
  }
  return undefined;
}

/**
 * A program lies in `bin` beside `conf` and `public`, or they are in `share/grafana` of the place that it was installed
 * to. There, a package's program is a script with settings of its own, and the one meant is in their `bin`.
 */
function toolAt(program: string): GrafanaTool | undefined {
  const above = dirname(dirname(program));
  const home = [above, join(above, "share", "grafana")].find((folder) =>
    existsSync(join(folder, "conf", "defaults.ini")),
  );
  if (home === undefined) return undefined;
  const own = join(home, "bin", basename(program));
  const grafana = existsSync(own) ? own : program;
  return { grafana, args: basename(grafana) === "grafana" ? ["server"] : [], home };
}
