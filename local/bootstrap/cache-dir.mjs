// Where tools are kept between clones of this repository.
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} an absolute folder, which may not exist yet
 */
export function cacheDir(env) {
  if (env.PUNCTUAL_CACHE_DIR) return env.PUNCTUAL_CACHE_DIR;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, "punctual");
  return join(env.HOME || homedir(), ".cache", "punctual");
}
