import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { PEOPLE_ROLE } from "@punctual/contracts/names";
import { dataPaths } from "@punctual/local/data/paths";
import { childEnv } from "@punctual/local/parts/env";
import { postgresAccount } from "@punctual/local/postgres/account";
import { initialise, SUPERUSER } from "@punctual/local/postgres/initialise";
import { outsideFolders, placePostgres } from "@punctual/local/postgres/place";
import { findPostgres } from "@punctual/local/tools/postgres";
import pg from "pg";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** DSN of a superuser of the PostgreSQL server that service tests share. */
    postgresUrl: string;
  }
}

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/** Everything that tests write may be lost with the machine, so nothing waits for the disk. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  timezone: "UTC",
} as const;

/**
 * Runs a command until its own standard input ends, which it does when this process does, however that comes about;
 * then interrupts it (PostgreSQL's fast shutdown) and waits for it.
 */
const UNTIL_INPUT_ENDS = '"$@" & pid=$!; trap "" INT TERM HUP; read -r _; kill -INT "$pid"; wait "$pid"';

/** Gives the service tests one PostgreSQL server, in a folder of its own that goes with it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const paths = dataPaths(mkdtempSync(join(tmpdir(), "punctual-test-postgres-")));
  const remove = () => {
    for (const folder of [...outsideFolders(paths), paths.dir])
      rmSync(folder, { recursive: true, force: true });
  };
  try {
    const account = postgresAccount();
    const place = placePostgres(paths, await findPostgres(), account);
    const password = randomBytes(16).toString("hex");
    await initialise(place, account, password);

    const port = await freePort();
    const settings = Object.entries({ ...SETTINGS, port: String(port) });
    const logFile = join(paths.dir, "log");
    const log = openSync(logFile, "a");
    const command = [
      place.tools.postgres,
      "-D",
      place.data,
      ...settings.flatMap(([k, v]) => ["-c", `${k}=${v}`]),
    ];
    const server = spawn("/bin/sh", ["-c", UNTIL_INPUT_ENDS, "sh", ...command], {
      cwd: place.data,
      env: childEnv({}),
      stdio: ["pipe", log, log],
      ...(account && { uid: account.uid, gid: account.gid }),
    });
    closeSync(log);

    const stop = () => end(server).then(remove);
    const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
    try {
      await untilItAnswers(url, logFile);
      await makePeopleRole(url);
    } catch (error) {
      await stop();
      throw error;
    }
    project.provide("postgresUrl", url);
    return stop;
  } catch (error) {
    remove();
    throw error;
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.stdin?.end();
  await ended;
}

async function untilItAnswers(url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      return;
    } catch (cause) {
      const log = readFileSync(logFile, "utf8");
      if (Date.now() > deadline || log.includes("FATAL:  could not")) {
        throw new Error(`PostgreSQL didn't start:\n${log}`, { cause });
      }
      await setTimeout(POLL_MS);
    } finally {
      await client.end();
    }
  }
}

/** As set-up does; roles belong to the whole server, so tests that run side by side can't make it themselves. */
async function makePeopleRole(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE ROLE ${PEOPLE_ROLE} NOLOGIN`);
  } finally {
    await client.end();
  }
}

/** A port that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return address.port;
}
