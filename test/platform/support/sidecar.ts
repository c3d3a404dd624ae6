import { spawn } from "node:child_process";
import { cacheDir } from "@punctual/local/bootstrap/cache-dir";
import { dataPaths } from "@punctual/local/data/paths";
import { type SidecarRun, sidecarCommand } from "@punctual/local/parts/sidecar";
import { ensureDapr } from "@punctual/local/tools/dapr";
import type { Platform } from "./platform.ts";

/** A sidecar that a test started. */
export interface Sidecar {
  /** What it said so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts one more sidecar on a running platform, just as the platform's own are started. */
export async function startSidecar(platform: Platform, run: SidecarRun): Promise<Sidecar> {
  const dapr = await ensureDapr({ cache: cacheDir(process.env), report() {} });
  const { file, args, cwd, env } = await sidecarCommand(run, {
    paths: dataPaths(platform.dataDir),
    secrets: platform.secrets,
    ports: platform.ports,
    logLevel: "info",
    tools: { dapr },
  });
  const child = spawn(file, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    log: () => text,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
