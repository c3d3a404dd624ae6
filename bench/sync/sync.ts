import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { dataPaths } from "@punctual/local/data/paths";
import { databaseUrl, readSecrets } from "@punctual/local/data/secrets";
import { readState } from "@punctual/local/data/state";
import { portsFrom } from "@punctual/local/parts/ports";
import pg from "pg";
import { freeBasePort } from "../../test/platform/support/free-ports.ts";
import { startSecondReplica } from "../../test/platform/support/second-replica.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { type Listener, openListener } from "./listener.ts";

/** What live updates take. */
export interface SyncFigures {
  /** From a write's answer at one replica until a client of another has the change, through Kafka, in milliseconds. */
  readonly seen_ms: readonly number[];
  readonly streams: number;
  /** What each open stream adds to its process's resident memory, garbage collected, in kilobytes (1,000 bytes). */
  readonly kb_per_stream: number;
}

const STREAMS = 1_000;
/** As many as a person may have at one replica. */
const STREAMS_PER_PERSON = 20;
const WARMING_REQUESTS = 1_500;
/** Sooner than streams look by themselves: wake-ups arrive. */
const WOKEN_MS = 1_000;

/** Measures live updates on the platform that runs on a data folder, with a second chat-api beside its own. */
export async function measureSync(dataDir: string, writes: number): Promise<SyncFigures> {
  const paths = dataPaths(dataDir);
  const [secrets, state] = [readSecrets(paths), readState(paths)];
  if (!secrets || !state) throw new Error(`no platform runs on ${dataDir}: start one with npm start`);
  const ports = portsFrom(state.basePort);
  const inspector = await freeBasePort();
  const second = await startSecondReplica(
    { dataDir, secrets, ports },
    {
      nodeArguments: [`--inspect=127.0.0.1:${inspector}`],
    },
  );
  const database = new pg.Client({ connectionString: databaseUrl(secrets, "chat_api", ports.postgres) });
  try {
    await database.connect();
    const seen_ms = await measureSeen(state.url, second.url, await newToken(database), writes);
    const tokens: string[] = [];
    for (let i = 0; i < STREAMS / STREAMS_PER_PERSON; i++) tokens.push(await newToken(database));
    const kb_per_stream = await measureMemory(second.url, inspector, tokens);
    return { seen_ms, streams: STREAMS, kb_per_stream };
  } finally {
    await database.end();
    await second.stop();
  }
}

async function newToken(database: pg.Client): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await database.query("INSERT INTO api_token (token_sha256, user_id) VALUES ($1, $2)", [
    createHash("sha256").update(token).digest(),
    `bench-${randomUUID()}`,
  ]);
  return token;
}

async function measureSeen(at: string, from: string, token: string, writes: number): Promise<number[]> {
  const listener = await openListener(from, token);
  const times: number[] = [];
  let woken = 0;
  while (times.length < writes) {
    const title = randomUUID();
    const seen = listener.seen(title);
    const response = await fetch(new URL("/api/tasks", at), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ title }),
    });
    if (response.status !== 201) throw new Error(`a task was not made: ${await response.text()}`);
    await response.arrayBuffer();
    const answered = performance.now();
    // The change may come before the write's own answer.
    const took = Math.max(0, (await seen) - answered);
    // The sidecar's consumer group takes some seconds to join; twenty more warm the processes up.
    if (woken < 20) woken = took < WOKEN_MS ? woken + 1 : 0;
    else times.push(took);
  }
  listener.close();
  return times;
}

async function measureMemory(url: string, inspector: number, tokens: readonly string[]): Promise<number> {
  // By what any work costs a new process: its heap grows to the size that it keeps, and its code is compiled.
  const [token = ""] = tokens;
  for (let i = 0; i < WARMING_REQUESTS; i++) {
    const response = await fetch(new URL("/api/tasks", url), {
      headers: { authorization: `Bearer ${token}` },
    });
    await response.arrayBuffer();
  }
  (await openListener(url, token)).close();
  const before = await settledMemory(url, inspector);
  const listeners = await openAll(url, tokens);
  const after = await settledMemory(url, inspector);
  for (const listener of listeners) listener.close();
  return (after - before) / STREAMS / 1_000;
}

async function openAll(url: string, tokens: readonly string[]): Promise<Listener[]> {
  const listeners: Listener[] = [];
  for (let i = 0; i < STREAMS_PER_PERSON; i++) {
    for (const token of tokens) listeners.push(await openListener(url, token));
  }
  return listeners;
}

/** Resident bytes once garbage is collected and given back, which V8 does in its own time. */
async function settledMemory(url: string, inspector: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 20; i++) {
    await collectGarbage(inspector);
    await setTimeout(500);
    const text = await (await fetch(new URL("/metrics", url))).text();
    const bytes = /^process_resident_memory_bytes(?:\{.*\})? (\S+)$/m.exec(text)?.[1];
    least = Math.min(least, Number(bytes));
  }
  return least;
}
