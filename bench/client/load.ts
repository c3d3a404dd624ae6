import { createHistogram } from "node:perf_hooks";
import { randomFrom } from "@punctual/chat-api/seed/random";
import { Pool } from "undici";
import { type Case, caseNamed } from "./cases.ts";
import type { Job, Result } from "./protocol.ts";

/** Asks as a job says, with so many clients that each wait for their answer, and measures. */
export async function runJob(job: Job): Promise<Result> {
  const pool = new Pool(job.url, { connections: job.clients, pipelining: 1, headersTimeout: 60_000 });
  const found = caseNamed(job.case);
  try {
    if (job.warmUp > 0)
      await load(pool, found, { ...job, seed: job.seed + 1, end: { requests: job.warmUp } });
    return await load(pool, found, job);
  } finally {
    await pool.close();
  }
}

async function load(pool: Pool, { next }: Case, { users, clients, seed, end }: Job): Promise<Result> {
  const histogram = createHistogram();
  const random = randomFrom(seed);
  const began = performance.now();
  const most = "requests" in end ? end.requests : Number.POSITIVE_INFINITY;
  const until = "seconds" in end ? began + end.seconds * 1000 : Number.POSITIVE_INFINITY;
  let [turn, errors] = [0, 0];
  let error: string | null = null;
  const client = async () => {
    while (turn < most && performance.now() < until) {
      const user = users[turn % users.length];
      if (!user) throw new Error("there is nobody to ask as");
      const { method, path, body } = next(random, user, turn++);
      const asked = performance.now();
      const answer = await pool.request({
        method,
        path,
        headers: {
          authorization: `Bearer ${user.token}`,
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const said = await answer.body.text();
      histogram.record(Math.max(1, Math.round((performance.now() - asked) * 1000)));
      if (answer.statusCode >= 400) {
        errors += 1;
        error ??= `${method} ${path}: ${answer.statusCode} ${said.slice(0, 300)}`;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - began) / 1000;
  const ms = (microseconds: number) => Math.round(microseconds / 10) / 100;
  return {
    n: turn,
    errors,
    error,
    p50: ms(histogram.percentile(50)),
    p95: ms(histogram.percentile(95)),
    p99: ms(histogram.percentile(99)),
    max: ms(histogram.max),
    req_s: Math.round(turn / seconds),
  };
}
