import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPlace, type Place } from "@punctual/admin/place";
import { dataPaths, ROOT } from "@punctual/local/data/paths";
import { databaseUrl, readSecrets } from "@punctual/local/data/secrets";
import { readState } from "@punctual/local/data/state";
import { portsFrom } from "@punctual/local/parts/ports";
import { freeBasePort } from "../../test/platform/support/free-ports.ts";

/** A platform to measure. */
export interface BenchPlatform extends Place {
  readonly dataDir: string;
  /** Of chat-api's role. */
  readonly databaseUrl: string;
  /** Starts chat-api anew, so that its memory holds nothing of what came before. */
  restartChatApi(): Promise<void>;
  /** Of chat-api's process. */
  pid(): number;
}

/** Starts a platform with empty data on free ports, and removes it after `work`. */
export async function withPlatform<T>(work: (platform: BenchPlatform) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "punctual-bench-"));
  const dataDir = join(folder, "data");
  const stop = async () => {
    await local(dataDir, "stop").catch((error: unknown) => console.error(error));
    await local(dataDir, "reset", "--yes").catch((error: unknown) => console.error(error));
    await rm(folder, { recursive: true, force: true });
  };
  // So that an interrupted bench leaves nothing behind either.
  const interrupted = () => void stop().finally(() => process.exit(130));
  process.once("SIGINT", interrupted);
  process.once("SIGTERM", interrupted);
  try {
    await local(dataDir, "start", "--detach", "--port", String(await freeBasePort()));
    return await work(attach(dataDir));
  } finally {
    process.off("SIGINT", interrupted);
    process.off("SIGTERM", interrupted);
    await stop();
  }
}

function attach(dataDir: string): BenchPlatform {
  const paths = dataPaths(dataDir);
  const secrets = readSecrets(paths);
  const state = readState(paths);
  if (!secrets || !state) throw new Error(`no platform runs on ${dataDir}`);
  return {
    ...findPlace({ dataDir }),
    dataDir,
    databaseUrl: databaseUrl(secrets, "chat_api", portsFrom(state.basePort).postgres),
    restartChatApi: () => local(dataDir, "restart", "chat-api"),
    pid() {
      const pid = readState(paths)?.parts["chat-api"]?.pid;
      if (pid === undefined) throw new Error("chat-api doesn't run");
      return pid;
    },
  };
}

function local(dataDir: string, ...args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["local/cli.ts", ...args, "--data-dir", dataDir], {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, RATE_LIMIT_PER_MINUTE: "10000000", NO_COLOR: "1" },
    });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`local ${args.join(" ")} ended with ${code}`)),
    );
  });
}
