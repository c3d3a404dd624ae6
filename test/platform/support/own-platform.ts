import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, cliOk } from "./cli.ts";
import { freeBasePort } from "./free-ports.ts";

/** A platform that tests start for themselves. */
export interface OwnPlatform {
  readonly dataDir: string;
  /** What its start printed. */
  readonly printed: string;
  /** Stops it and forgets its data. */
  stop(): Promise<void>;
}

/** Starts a platform in a folder whose name has a space. @param options more options of `start` */
export async function startPlatform(...options: readonly string[]): Promise<OwnPlatform> {
  const folder = await mkdtemp(join(tmpdir(), "punctual test "));
  const dataDir = join(folder, "data");
  const stop = async () => {
    await cli(dataDir, "stop");
    // For root, PostgreSQL's data may lie elsewhere; reset knows where.
    await cli(dataDir, "reset", "--yes");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const port = String(await freeBasePort());
    const printed = await cliOk(dataDir, "start", "--detach", "--port", port, ...options);
    return { dataDir, printed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
