import { spawn } from "node:child_process";
import { expect, it, onTestFinished } from "vitest";
import { processIdentity } from "../../bootstrap/identity.mjs";
import type { State } from "../../src/data/state.ts";
import { endLeftovers, findLeftovers } from "../../src/supervisor/leftovers.ts";

function sleeper(script = ""): number {
  const child = spawn(process.execPath, ["-e", `${script}; console.log("up"); setInterval(() => {}, 1000)`], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child.pid ?? 0;
}

function stateWith(parts: Record<string, { pid: number; identity: string }>): State {
  const stopped = { stopWave: 1, stopSignal: "SIGTERM" } as const;
  return {
    supervisor: { pid: 1, identity: "another" },
    basePort: 8080,
    url: "http://127.0.0.1:8080",
    controlPort: 8094,
    parts: Object.fromEntries(Object.entries(parts).map(([name, mark]) => [name, { ...mark, ...stopped }])),
  };
}

it("finds and ends the processes that were written down", async () => {
  const pid = sleeper();
  const leftovers = findLeftovers(stateWith({ kafka: { pid, identity: processIdentity(pid) ?? "" } }));
  expect(leftovers).toMatchObject([{ part: "kafka", pid }]);
  await endLeftovers(leftovers);
  expect(processIdentity(pid)).toBeUndefined();
});

it("leaves alone a process that was given the pid of one of ours", () => {
  const pid = sleeper();
  expect(findLeftovers(stateWith({ kafka: { pid, identity: "started at another time" } }))).toEqual([]);
  expect(processIdentity(pid)).toBeDefined();
});

it("knows nothing of what is gone", () => {
  expect(findLeftovers(stateWith({ kafka: { pid: 2 ** 22 - 1, identity: "x" } }))).toEqual([]);
});
