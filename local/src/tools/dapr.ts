import { statSync } from "node:fs";
import { join } from "node:path";
import { type CacheContext, cached } from "./cache.ts";
import { buildDapr } from "./dapr-build.ts";
import { fetchDapr } from "./dapr-release.ts";
import { PINS } from "./pins.ts";
import { ReleaseUnavailable } from "./release.ts";
import { run } from "./run.ts";

/** Where Dapr's programs are, or their names where they are on PATH. */
export interface DaprTools {
  readonly daprd: string;
  readonly scheduler: string;
  readonly sentry: string;
}

const { version } = PINS.dapr;

/** Finds Dapr on PATH or in the cache, else takes the official release, else builds it from its Go module. */
export async function ensureDapr(context: CacheContext): Promise<DaprTools> {
  if (await onPath()) return { daprd: "daprd", scheduler: "scheduler", sentry: "sentry" };
  const folder = await cached(
    {
      name: `dapr-${version}`,
      intact,
      async make(temporary) {
        try {
          await fetchDapr(temporary, context);
        } catch (error) {
          if (!(error instanceof ReleaseUnavailable)) throw error;
          await buildDapr(temporary, context, error.message);
        }
        if (!(await intact(temporary)))
          throw new Error(`Dapr ${version} was made but does not run on this machine.`);
      },
    },
    context,
  );
  return {
    daprd: join(folder, "daprd"),
    scheduler: join(folder, "scheduler"),
    sentry: join(folder, "sentry"),
  };
}

/** Whether PATH has the whole set; only daprd tells its version. */
async function onPath(): Promise<boolean> {
  try {
    const [printed] = await Promise.all([
      run("daprd", ["--version"]),
      // Names as common as these may be something else's: each must know the flag that we rely on.
      ...["scheduler", "sentry"].map(async (program) => {
        const help = await run(program, ["--help"]).catch((error: Error) => error.message);
        if (!help.includes("--trust-domain")) throw new Error(`${program} is not Dapr's`);
      }),
    ]);
    return printed.trim() === version;
  } catch {
    return false;
  }
}

/** A cheap check at each start: a program that was cut short fails to run or has no size. */
async function intact(folder: string): Promise<boolean> {
  for (const program of PINS.dapr.programs) {
    if (statSync(join(folder, program)).size === 0) return false;
  }
  return (await run(join(folder, "daprd"), ["--version"])).trim() === version;
}
