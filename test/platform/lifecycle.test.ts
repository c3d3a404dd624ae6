import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cli, cliOk } from "./support/cli.ts";
import { type Foreground, startForeground } from "./support/foreground.ts";
import { closedPorts, freeBasePort } from "./support/free-ports.ts";
import { newPerson } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";

const run = promisify(execFile);
const READY = /curl[^\n]*\/api\/tasks[^\n]*/;
const STOP_MS = 10_000;

let folder: string;
let dataDir: string;
let base: number;
let started: Foreground | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "punctual life "));
  dataDir = join(folder, "data");
  base = await freeBasePort();
});
afterAll(async () => {
  await stopped();
  await cli(dataDir, "reset", "--yes");
  await rm(folder, { recursive: true, force: true });
});

/** A platform in the foreground: the one that runs already, or a new one. */
async function running(): Promise<Foreground> {
  if (started?.child.exitCode === null && started.child.signalCode === null) return started;
  started = startForeground(dataDir, base);
  await started.printed(READY);
  return started;
}

async function stopped(): Promise<void> {
  started?.child.kill("SIGTERM");
  await started?.ended;
}

/** Pids of everything that a running platform consists of. */
async function pids(): Promise<number[]> {
  return (await attachPlatform(dataDir).status()).parts.flatMap(({ pid }) => (pid ? [pid] : []));
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("npm start", () => {
  it("ends its set-up with a curl line that makes a task when pasted anywhere", async () => {
    const [line] = await (await running()).printed(READY);
    const { stdout } = await run("sh", ["-c", line], { cwd: tmpdir() });
    expect(JSON.parse(stdout)).toMatchObject({ id: expect.any(Number), status: "open", version: 1 });
  });

  it("refuses a second platform on the same data, and names the first", async () => {
    const first = await running();
    const second = await cli(dataDir, "start", "--port", String(base));
    expect(second.code).not.toBe(0);
    expect(second.stderr).toContain("already runs");
    expect(second.stderr).toContain(String(first.child.pid));
  });

  it("restarts a part that dies, says so, and counts it", async () => {
    const { printed } = await running();
    const platform = attachPlatform(dataDir);
    await platform.signal("notifier", "SIGKILL");
    await platform.healthy("notifier", 1);
    await printed(/notifier .*starts again/);
  });

  it("restarts a part when asked to", async () => {
    await running();
    const recurrence = async () =>
      (await attachPlatform(dataDir).status()).parts.find(({ name }) => name === "recurrence");
    const before = await recurrence();
    await cliOk(dataDir, "restart", "recurrence");
    const after = await recurrence();
    expect(after?.pid).not.toBe(before?.pid);
    expect(after?.healthy).toBe(true);
  });

  it("leaves no process and no open port after Ctrl-C, within ten seconds", async () => {
    const { child, ended } = await running();
    const all = await pids();
    const since = Date.now();
    child.kill("SIGINT");
    await ended;
    expect(Date.now() - since).toBeLessThan(STOP_MS);
    expect(all.filter(alive)).toEqual([]);
    expect(await closedPorts(base)).toBe(true);
    expect((await cli(dataDir, "status")).code).not.toBe(0);
  });

  it("after its supervisor was killed says what it found, ends it, and starts with the data of before", async () => {
    const { child, ended } = await running();
    const person = await newPerson(attachPlatform(dataDir));
    const task = await person.add("Still here afterwards");
    const leftovers = await pids();
    child.kill("SIGKILL");
    await ended;
    expect(leftovers.some(alive)).toBe(true);

    const again = await running();
    expect(again.output()).toMatch(/ended without stopping its parts/);
    expect(leftovers.filter(alive)).toEqual([]);
    expect((await person.fetch(`/api/tasks/${task.id}`)).status).toBe(200);
    await person.historyOf(task.id, 1);
  });

  it("stops when asked to from elsewhere", async () => {
    const { ended } = await running();
    await cliOk(dataDir, "stop");
    await ended;
    expect(await closedPorts(base)).toBe(true);
  });

  it("names port, part and process where a port is taken", async () => {
    await stopped();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(base + 4, "127.0.0.1", resolve));
    try {
      const refused = await cli(dataDir, "start", "--port", String(base));
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toContain(String(base + 4));
      expect(refused.stderr).toContain("kafka");
      expect(refused.stderr).toContain(String(process.pid));
      expect(refused.stderr).toContain("--port");
    } finally {
      server.close();
    }
  });

  it("asks before it forgets everything, and refuses while it runs", async () => {
    await running();
    expect((await cli(dataDir, "reset", "--yes")).code).not.toBe(0);
    await stopped();
    expect((await cli(dataDir, "reset")).code).not.toBe(0);
    expect(existsSync(join(dataDir, "postgres"))).toBe(true);
    await cliOk(dataDir, "reset", "--yes");
    expect(existsSync(join(dataDir, "postgres"))).toBe(false);
  });
});
