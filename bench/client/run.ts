import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type Job, type Result, result } from "./protocol.ts";

/** Has a process of its own do a job. */
export async function runClient(job: Job): Promise<Result> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "main.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    child.stdin.end(JSON.stringify(job));
    const said = await text(child.stdout);
    if (said === "") throw new Error(`the client of ${job.case} failed`);
    return result.parse(JSON.parse(said));
  } finally {
    child.kill();
  }
}
