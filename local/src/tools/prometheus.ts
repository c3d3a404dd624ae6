import { join } from "node:path";
import { reasonOf } from "../failure.ts";
import { type CacheContext, cached } from "./cache.ts";
import { takeFromDebian } from "./debian.ts";
import { PINS } from "./pins.ts";
import { fetchPrometheus } from "./prometheus-release.ts";
import { ReleaseUnavailable } from "./release.ts";
import { run } from "./run.ts";

/** Where Prometheus' programs are, or their names where they are on PATH. */
export interface PrometheusTools {
  readonly prometheus: string;
  /** Checks and tests rules. */
  readonly promtool: string;
  /** Such as `3.13.5`; not the pinned one where PATH or Debian has another. */
  readonly version: string;
}

const { version, oldest, programs, debianPackage } = PINS.prometheus;

/** Finds Prometheus on PATH or in the cache, else takes the official release, else Debian's package. */
export async function ensurePrometheus(context: CacheContext): Promise<PrometheusTools> {
  const onPath = { prometheus: "prometheus", promtool: "promtool" };
  const found = await versionOf(onPath).catch(() => undefined);
  if (found !== undefined) return { ...onPath, version: found };
  const folder = await cached(
    {
      name: `prometheus-${version}`,
      intact: async (made) => (await versionOf(inside(made))) !== "",
      make: (temporary) => make(temporary, context),
    },
    context,
  );
  const tools = inside(folder);
  return { ...tools, version: await versionOf(tools) };
}

async function make(folder: string, context: CacheContext): Promise<void> {
  try {
    await fetchPrometheus(folder, context);
  } catch (unavailable) {
    if (!(unavailable instanceof ReleaseUnavailable)) throw unavailable;
    const files = programs.map((program) => `usr/bin/${program}`);
    await takeFromDebian(debianPackage, files, folder, context).catch((cause: unknown) => {
      context.signal?.throwIfAborted();
      throw new Error(
        `Prometheus ${version} can't be had: ${unavailable.message}, and Debian's package neither ` +
          `(${reasonOf(cause)}). Install Prometheus ${oldest} or newer with promtool (Debian, Ubuntu: ` +
          "apt-get install prometheus; macOS: brew install prometheus), or put both on PATH.",
        { cause },
      );
    });
  }
  await versionOf(inside(folder));
}

function inside(folder: string): { readonly prometheus: string; readonly promtool: string } {
  return { prometheus: join(folder, "prometheus"), promtool: join(folder, "promtool") };
}

/** The version that both tell. @throws when one doesn't run, they differ or are too old */
async function versionOf(tools: { readonly prometheus: string; readonly promtool: string }): Promise<string> {
  const [server = "", checker = ""] = await Promise.all(
    [tools.prometheus, tools.promtool].map(async (tool) => prometheusVersion(await run(tool, ["--version"]))),
  );
  if (server !== checker || !isNewEnough(server))
    throw new Error(
      `${tools.prometheus} is ${server} and ${tools.promtool} ${checker}; both must be ${oldest} or newer`,
    );
  return server;
}

/** The version in what `prometheus --version` and `promtool --version` print. @throws where there is none */
export function prometheusVersion(printed: string): string {
  const found = /^(?:prometheus|promtool), version (\d+\.\d+\.\d+)/m.exec(printed)?.[1];
  if (found === undefined) throw new Error(`not what Prometheus prints: ${printed}`);
  return found;
}

function isNewEnough(found: string): boolean {
  return found.localeCompare(oldest, "en", { numeric: true }) >= 0;
}
