import { join } from "node:path";
import { MAX_BASE_PORT } from "../parts/ports.ts";
import { type DataPaths, dataPaths, ROOT } from "./paths.ts";

const DEFAULT_PORT = 8080;

/** A setting that can't be used; the message says which and why. */
export class BadSetting extends Error {
  override name = "BadSetting";
}

/** The data folder: asked for, else PUNCTUAL_DATA_DIR, else `.local` in the clone. */
export function dataFolder(asked: string | undefined, env: NodeJS.ProcessEnv): DataPaths {
  return dataPaths(asked ?? (env.PUNCTUAL_DATA_DIR || join(ROOT, ".local")));
}

/** The base port: asked for, else PUNCTUAL_PORT, else 8080. Throws BadSetting. */
export function basePort(asked: string | undefined, env: NodeJS.ProcessEnv): number {
  const [source, text] =
    asked !== undefined ? ["--port", asked] : ["PUNCTUAL_PORT", env.PUNCTUAL_PORT || String(DEFAULT_PORT)];
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1024 || port > MAX_BASE_PORT) {
    throw new BadSetting(
      `${source} is ${JSON.stringify(text)}; it must be a whole number from 1024 to ${MAX_BASE_PORT} (the ports above it are used too).`,
    );
  }
  return port;
}
