import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDir } from "@punctual/local/bootstrap/cache-dir";
import { cached } from "@punctual/local/tools/cache";
import { run } from "@punctual/local/tools/run";
import { tell } from "../support/tell.ts";

// renovate: datasource=pypi depName=schemathesis
const VERSION = "4.32.5";

/** Brings schemathesis into the user's cache folder; @returns its Python. @throws CommandError when it can't be had */
export async function bringSchemathesis(report: (text: string) => void): Promise<string> {
  const folder = await cached(
    {
      name: `schemathesis-${VERSION}`,
      // Python itself may have been replaced since.
      intact: async (at) => (await run(join(at, "bin/python"), ["-c", "import schemathesis"])) === "",
      make: async (at) => {
        report(`installs schemathesis ${VERSION} (a minute, once)`);
        await run("python3", ["-m", "venv", at]);
        const pip = ["-m", "pip", "install", "--quiet", `schemathesis==${VERSION}`];
        await run(join(at, "bin/python"), pip);
      },
    },
    { cache: cacheDir(process.env), report },
  );
  return join(folder, "bin/python");
}

/** What to try, as whom and for how long. */
export interface Trial {
  readonly python: string;
  /** Base address of a chat-api. */
  readonly url: string;
  readonly token: string;
  readonly seconds: number;
  /** Makes a run repeatable. */
  readonly seed?: number;
}

/** What came of a trial. */
export interface Outcome {
  readonly clean: boolean;
  /** In schemathesis' words. */
  readonly report: string;
}

/**
 * Tries every operation of a running chat-api with all checks of schemathesis, requests that follow from each other among
 * them: the answers must be as documented, whatever is sent.
 */
export async function tryApi({ python, url, token, seconds, seed }: Trial): Promise<Outcome> {
  // It writes into the folder that it runs in.
  const folder = await mkdtemp(join(tmpdir(), "punctual-fuzz-"));
  try {
    const args = [
      // The folder was renamed once it was whole: its programs name the old one.
      ...["-c", "from schemathesis.cli import schemathesis; schemathesis()"],
      ...["--config-file", join(import.meta.dirname, "schemathesis.toml"), "run", `${url}/openapi.json`],
      ...["--header", `Authorization: Bearer ${token}`],
      // Whose things are whose is for the isolation walk, which knows both sides.
      ...["--checks", "all", "--exclude-checks", "object_level_authorization"],
      // A stream ends when its reader does; schemathesis waits for its end.
      ...["--exclude-path", "/api/stream"],
      ...["--continue-on-failure", "--max-time", String(seconds), "--generation-database", "none"],
      ...["--request-timeout", "30", "--no-color", "--warnings", "off"],
      ...(seed === undefined ? [] : ["--seed", String(seed)]),
    ];
    const { code, stdout, stderr } = await tell(python, args, "", { cwd: folder, env: { NO_COLOR: "1" } });
    return { clean: code === 0, report: `${stdout}${stderr}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
