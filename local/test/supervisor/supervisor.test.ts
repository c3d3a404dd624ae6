import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { processIdentity } from "../../bootstrap/identity.mjs";
import { dataPaths } from "../../src/data/paths.ts";
import { openLogHub } from "../../src/logs/hub.ts";
import type { Part } from "../../src/parts/part.ts";
import { createSupervisor, type SupervisorOptions } from "../../src/supervisor/supervisor.ts";
import { fakePart } from "../support/fake-part.ts";
import { temporaryFolder } from "../support/temporary.ts";

function supervise(folder: string, parts: readonly Part[], options: Partial<SupervisorOptions> = {}) {
  const said: string[] = [];
  const logs = openLogHub(dataPaths(folder), () => {});
  const supervisor = createSupervisor({
    parts,
    logs,
    say: (text) => said.push(text),
    onProcess: () => {},
    checkEveryMs: 50,
    ...options,
  });
  onTestFinished(() => supervisor.stop());
  const status = (name: string) => supervisor.status().find((part) => part.name === name);
  const events = () => {
    const path = join(folder, "events");
    return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
  };
  return { supervisor, said, status, events };
}

describe("createSupervisor", () => {
  it("starts a part only when what it needs is healthy", async () => {
    const folder = temporaryFolder();
    const { supervisor, events } = supervise(folder, [
      fakePart(folder, { name: "last", needs: ["middle"] }),
      fakePart(folder, { name: "middle", needs: ["first"] }),
      fakePart(folder, { name: "first", script: "setTimeout(up, 200)" }),
    ]);
    await supervisor.start();
    expect(events()).toEqual(["first up", "middle up", "last up"]);
  });

  it("does not let others start before what follows on health is done", async () => {
    const folder = temporaryFolder();
    const done: string[] = [];
    const { supervisor } = supervise(folder, [
      fakePart(folder, { name: "first", afterHealthy: async () => void done.push("set up") }),
      fakePart(folder, {
        name: "second",
        needs: ["first"],
        check: async () => expect(done).toEqual(["set up"]),
      }),
    ]);
    await supervisor.start();
    expect(done).toEqual(["set up"]);
  });

  it("restarts a part that dies, says so and counts it", async () => {
    const folder = temporaryFolder();
    const { supervisor, said, status } = supervise(folder, [fakePart(folder, { name: "one" })]);
    await supervisor.start();
    const before = status("one")?.pid;
    process.kill(before ?? 0, "SIGKILL");
    await vi.waitFor(() => expect(status("one")).toMatchObject({ phase: "healthy", restarts: 1 }), 5000);
    expect(status("one")?.pid).not.toBe(before);
    expect(said).toContainEqual(expect.stringContaining("one was ended by SIGKILL; starts again in 0.5 s"));
  });

  it("restarts a part when asked, at once and uncounted", async () => {
    const folder = temporaryFolder();
    const { supervisor, status } = supervise(folder, [fakePart(folder, { name: "one" })]);
    await supervisor.start();
    const before = status("one")?.pid;
    await supervisor.restart("one");
    expect(status("one")).toMatchObject({ phase: "healthy", restarts: 0 });
    expect(status("one")?.pid).not.toBe(before);
  });

  it("refuses to restart what is no part", async () => {
    const folder = temporaryFolder();
    const { supervisor } = supervise(folder, [fakePart(folder, { name: "one" })]);
    await expect(supervisor.restart("two")).rejects.toThrow("There is no part two.");
  });

  it("gives up a part that keeps dying, with its last lines", async () => {
    const folder = temporaryFolder();
    const broken = fakePart(folder, { name: "broken", script: 'console.log("no license"); process.exit(4)' });
    const { supervisor } = supervise(folder, [broken], { startTries: 1 });
    await expect(supervisor.start()).rejects.toThrow(/broken died 1 times.*exit code 4[\s\S]*no license/);
  });

  it("gives up a part that does not become healthy in time, and says why", async () => {
    const folder = temporaryFolder();
    const slow = fakePart(folder, { name: "slow", script: "" });
    const { supervisor } = supervise(folder, [slow], { startLimitMs: 300 });
    await expect(supervisor.start()).rejects.toThrow(/slow did not become healthy within 0.3 s.*not up yet/);
  });

  it("gives up a part whose program is missing", async () => {
    const folder = temporaryFolder();
    const part = fakePart(folder, {
      name: "missing",
      command: async () => ({ file: "/no/such/program", args: [], cwd: folder, env: {} }),
    });
    const { supervisor } = supervise(folder, [part], { startTries: 1 });
    await expect(supervisor.start()).rejects.toThrow(/could not be started: .*ENOENT/);
  });

  it("tells when a part stops answering and when it is back", async () => {
    const folder = temporaryFolder();
    const { supervisor, said, status } = supervise(folder, [fakePart(folder, { name: "one" })]);
    await supervisor.start();
    rmSync(join(folder, "one.up"));
    await vi.waitFor(() => expect(status("one")?.phase).toBe("unhealthy"));
    writeFileSync(join(folder, "one.up"), "");
    await vi.waitFor(() => expect(status("one")?.phase).toBe("healthy"));
    expect(said).toEqual(["one is not healthy: not up yet", "one is healthy again"]);
  });

  it("stops wave by wave", async () => {
    const folder = temporaryFolder();
    const { supervisor, events } = supervise(folder, [
      fakePart(folder, { name: "database", stopWave: 2 }),
      fakePart(folder, { name: "service", needs: ["database"], stopWave: 1 }),
    ]);
    await supervisor.start();
    await supervisor.stop();
    expect(events().slice(-2)).toEqual(["service stopped", "database stopped"]);
  });

  it("kills what does not stop in time, with what it started itself", async () => {
    const folder = temporaryFolder();
    const stubborn = fakePart(folder, {
      name: "stubborn",
      stopWave: 3,
      script: `process.removeAllListeners("SIGTERM"); process.on("SIGTERM", () => {});
        const { pid } = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
        log(String(pid)); up();`,
    });
    const { supervisor, events, status } = supervise(folder, [stubborn]);
    await supervisor.start();
    const child = Number(events()[0]);
    const own = status("stubborn")?.pid ?? 0;
    expect(processIdentity(child)).toBeDefined();
    await supervisor.stop();
    expect(processIdentity(own)).toBeUndefined();
    await vi.waitFor(() => expect(processIdentity(child)).toBeUndefined());
  });

  it("can be stopped while it still starts", async () => {
    const folder = temporaryFolder();
    const { supervisor, events } = supervise(folder, [
      fakePart(folder, { name: "slow", script: "log('begun')" }),
      fakePart(folder, { name: "later", needs: ["slow"] }),
    ]);
    const refused = expect(supervisor.start()).rejects.toThrow("stopped");
    await vi.waitFor(() => expect(events()).toContain("begun"), 5000);
    await supervisor.stop();
    await refused;
    expect(supervisor.status().map(({ phase }) => phase)).toEqual(["stopped", "stopped"]);
    expect(events()).not.toContain("later up");
  });
});
