// Runs a script or an installed command under the right Node.js, and stands aside.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";

/**
 * @param {{ root: string, node: string, target: string, args: string[], env: NodeJS.ProcessEnv }} options `target` is a
 *   path of a script (.ts, .mjs, .js), or the name of a command in node_modules/.bin
 * @returns {Promise<number>} the exit code: the child's, or 128 + its signal
 */
export function run({ root, node, target, args, env }) {
  const bin = join(root, "node_modules", ".bin");
  const script = /\.[cm]?[jt]s$/.test(target) ? resolve(root, target) : join(bin, target);
  const PATH = [dirname(node), bin, env.PATH ?? ""].join(delimiter);
  const child = /\.[cm]?[jt]s$/.test(target)
    ? spawn(node, [script, ...args], { stdio: "inherit", env: { ...env, PATH } })
    : spawn(script, args, { stdio: "inherit", env: { ...env, PATH } });

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      // Ctrl-C in a terminal has reached the child already: it is in the same foreground group.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  return new Promise((done, fail) => {
    child.on("error", (error) => fail(new Error(`${target} could not be run: ${error.message}`)));
    child.on("exit", (code, signal) => done(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}
