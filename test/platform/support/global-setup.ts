import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { cli, cliOk } from "./cli.ts";
import { freeBasePort } from "./free-ports.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Data folder of the platform that all platform tests share. */
    platformDataDir: string;
  }
}

/** Starts one platform for all platform tests, in a folder whose name has a space, and stops it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "punctual test "));
  const dataDir = join(folder, "data");
  const stop = async () => {
    await cli(dataDir, "stop");
    // For root, PostgreSQL's data may lie elsewhere; reset knows where.
    await cli(dataDir, "reset", "--yes");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await cliOk(dataDir, "start", "--detach", "--port", String(await freeBasePort()));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide("platformDataDir", dataDir);
  return stop;
}
