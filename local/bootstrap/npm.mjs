// Runs the npm client that the developer has.
import { spawn } from "node:child_process";

/** npm's own settings that must not leak from the npm that runs us into the one we run. */
const NOT_INHERITED =
  /^(npm_config_(local_prefix|prefix|global|workspace|workspaces|ignore_scripts|dry_run|omit|include|package_lock_only|json|offline)$|npm_lifecycle_|npm_package_|npm_command$|INIT_CWD$)/i;

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} */
function cleanEnv(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_INHERITED.test(name)));
}

/**
 * Runs npm with its own output shown.
 *
 * @param {string[]} args
 * @param {{ node: string, cwd: string, env: NodeJS.ProcessEnv, missing: string }} options `node` runs npm; `missing`
 *   says what failed for the person who reads it
 * @returns {Promise<void>} rejects with a plain message
 */
export function npm(args, { node, cwd, env, missing }) {
  const script =
    env.npm_execpath && /npm-cli\.[cm]?js$/.test(env.npm_execpath) ? env.npm_execpath : undefined;
  const [file, first] = script ? [node, [script]] : ["npm", []];
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], {
      cwd,
      env: cleanEnv(env),
      stdio: ["ignore", "inherit", "inherit"],
    });
    child.on("error", (error) =>
      reject(
        new Error(
          `${missing}: npm could not be run (${error.message}). npm comes with Node.js; install it first.`,
        ),
      ),
    );
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else if (signal) reject(new Error(`${missing}: npm was stopped by ${signal}. Run the command again.`));
      else
        reject(
          new Error(
            `${missing}: npm failed (exit code ${code}); its own messages are above. ` +
              "Is there a network, and can npm's registry be reached (`npm ping`)? Then run the command again.",
          ),
        );
    });
  });
}
