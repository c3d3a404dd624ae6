import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A bare route that answers with a page, in a process of its own. */
export async function withBareRoute<T>(page: string, work: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    child.stdin.end(page);
    const [url] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    return await work(url);
  } finally {
    child.kill();
  }
}
