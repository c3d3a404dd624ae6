import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Place } from "../../infra/cli/run-steps.ts";
import { CiFailed, reasonOf } from "../failure.ts";

/**
 * The public door of a stack whose cluster has none to the outside: chat-api's Service, on a free port of loopback for as
 * long as `use` takes.
 *
 * @throws CiFailed with what kubectl said when no tunnel can be had
 */
export async function withTunnel<T>(
  namespace: string,
  place: Pick<Place, "env" | "cwd">,
  use: (url: URL) => Promise<T>,
): Promise<T> {
  const args = ["-n", namespace, "port-forward", "service/chat-api", ":80", "--address", "127.0.0.1"];
  const child = spawn("kubectl", args, { ...place, stdio: ["ignore", "pipe", "pipe"] });
  const closed = once(child, "close").catch(() => undefined);
  const { promise, resolve, reject } = Promise.withResolvers<URL>();
  let [said, complaint] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    const port = /127\.0\.0\.1:(\d+) ->/.exec(said)?.[1];
    if (port !== undefined) resolve(new URL(`http://127.0.0.1:${port}`));
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const failed = (why: string) => reject(new CiFailed(`No tunnel to chat-api in ${namespace}: ${why}`));
  child.once("error", (error) => failed(reasonOf(error)));
  child.once("close", () => failed(complaint.trim() || "kubectl ended"));
  try {
    return await use(await promise);
  } finally {
    child.kill();
    await closed;
  }
}
