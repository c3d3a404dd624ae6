import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** The public door of a stack: chat-api's Service, through a tunnel that comes back when the pod behind it is gone. */
export interface Door {
  /** Asks chat-api as the first user. Rejects where nobody answers. */
  fetch(path: string, options?: { method?: string; body?: unknown; token?: string }): Promise<Response>;
  close(): void;
}

/** Opens a tunnel on a free port of loopback. @param token the first user's */
export async function openDoor(namespace: string, token: string): Promise<Door> {
  let closed = false;
  let child: ChildProcess;
  let port = await tunnel();

  async function tunnel(): Promise<number> {
    child = spawn(
      "kubectl",
      ["-n", namespace, "port-forward", "service/chat-api", ":80", "--address", "127.0.0.1"],
      {
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const match = /127\.0\.0\.1:(\d+)/.exec(text);
      if (match) resolve(Number(match[1]));
    });
    child.once("error", reject);
    child.once("close", () => reject(new Error("the tunnel closed")));
    return promise;
  }

  /** Opens it anew after it was lost; a few times, as the Service may have no pod for a moment. */
  async function reopen(): Promise<void> {
    child.kill();
    for (let attempt = 0; !closed; attempt++) {
      try {
        port = await tunnel();
        return;
      } catch (error) {
        if (attempt === 60) throw error;
        await delay(500);
      }
    }
  }

  return {
    async fetch(path, options = {}) {
      const { method = options.body === undefined ? "GET" : "POST", body, token: other = token } = options;
      try {
        return await fetch(`http://127.0.0.1:${port}${path}`, {
          method,
          headers: {
            authorization: `Bearer ${other}`,
            ...(body !== undefined && { "content-type": "application/json" }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(10_000),
        });
      } catch (error) {
        await reopen();
        throw error;
      }
    },
    close() {
      closed = true;
      child.kill();
    },
  };
}
