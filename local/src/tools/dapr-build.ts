import { join } from "node:path";
import { ROOT } from "../data/paths.ts";
import { reasonOf } from "../failure.ts";
import type { CacheContext } from "./cache.ts";
import { PINS } from "./pins.ts";
import { CommandError, run } from "./run.ts";

const { version } = PINS.dapr;

/** Builds Dapr's programs from the Go module into a folder; minutes the first time, and Go keeps what it compiled. */
export async function buildDapr(folder: string, context: CacheContext, why: string): Promise<void> {
  await requireGo(why);
  const started = Date.now();
  let packages = 0;
  let last = "";
  const tell = () =>
    context.report(
      `builds Dapr ${version} from its Go module, as ${why}: ${Math.round((Date.now() - started) / 1000)} s, ` +
        `${packages} packages compiled${last && `, now ${last}`} (the first build takes minutes)`,
    );
  tell();
  const ticker = setInterval(tell, 1000);
  try {
    await run(
      "go",
      [
        ...["build", "-v", "-mod=readonly", "-trimpath", "-tags", "stablecomponents"],
        ...["-ldflags", `-s -w -X github.com/dapr/dapr/pkg/buildinfo.version=${version}`],
        ...["-o", `${folder}/`, ...PINS.dapr.goPackages],
      ],
      {
        cwd: join(ROOT, "local", "dapr-build"),
        env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off" },
        // -v prints one line a package, and "go: downloading ..." before that.
        onLine: (line) => {
          if (!line.startsWith("go: ")) packages += 1;
          last = line.replace(/^go: /, "");
        },
        ...(context.signal && { signal: context.signal }),
      },
    );
  } catch (cause) {
    context.signal?.throwIfAborted();
    const detail = reasonOf(cause);
    throw new Error(
      `Dapr ${version} could not be built (${why}, so a build was needed). ` +
        `Is there a network for Go's modules?\n${detail}`,
      { cause },
    );
  } finally {
    clearInterval(ticker);
  }
}

/** Older ones than the pin do too if they may fetch it: since 1.21, Go does that by itself. */
async function requireGo(why: string): Promise<void> {
  const advice = `Install Go ${PINS.dapr.go} or newer, or put Dapr ${version} (daprd, scheduler and sentry) on PATH.`;
  let printed: string;
  try {
    printed = await run("go", ["env", "GOVERSION", "GOTOOLCHAIN"]);
  } catch (cause) {
    const missing = cause instanceof CommandError && cause.missing;
    throw new Error(
      `Dapr ${version}: ${why}, and ${missing ? "there is no Go to build it" : "Go doesn't run"}. ${advice}`,
      {
        cause,
      },
    );
  }
  const [goVersion = "", toolchain = ""] = printed.split("\n");
  const minor = Number(/^go1\.(\d+)/.exec(goVersion)?.[1] ?? 0);
  if (minor >= Number(PINS.dapr.go.split(".")[1])) return;
  if (minor >= 21 && toolchain !== "local") return;
  throw new Error(`Dapr ${version}: ${why}, and ${goVersion} is too old to build it. ${advice}`);
}
