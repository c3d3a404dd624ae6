import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { collect } from "../../diagnostics/collect.ts";
import { fakeProgram } from "../support/fake-program.ts";

let folder: string;
let out: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "punctual-diagnostics-"));
  out = join(folder, "out");
});
afterEach(() => rmSync(folder, { recursive: true }));
const textOf = (path: string) => readFileSync(join(out, path), "utf8");

const PODS = {
  items: [
    {
      metadata: { namespace: "punctual", name: "chat-api-1" },
      status: {
        initContainerStatuses: [{ name: "prepare", restartCount: 0 }],
        containerStatuses: [
          { name: "app", restartCount: 2 },
          { name: "daprd", restartCount: 0 },
        ],
      },
    },
    { metadata: { namespace: "punctual", name: "pending" }, status: {} },
  ],
};

it("writes every container's log, and that of one before it was restarted", async () => {
  const kubectl = fakeProgram(
    folder,
    "kubectl",
    `say(args.includes("json") ? ${JSON.stringify(JSON.stringify(PODS))} : args.join(" "))`,
  );
  expect(await collect(out, { env: kubectl.env, cwd: folder })).toBe(4);
  expect(readdirSync(join(out, "logs")).sort()).toEqual([
    "punctual.chat-api-1.app.before.log",
    "punctual.chat-api-1.app.log",
    "punctual.chat-api-1.daprd.log",
    "punctual.chat-api-1.prepare.log",
  ]);
  expect(textOf("logs/punctual.chat-api-1.app.before.log")).toContain("--previous");
  expect(textOf("events.txt")).toContain("get events");
});

it("never asks for a Secret", async () => {
  const kubectl = fakeProgram(folder, "kubectl", `say(args.includes("json") ? '{"items":[]}' : "")`);
  await collect(out, { env: kubectl.env, cwd: folder });
  expect(kubectl.calls().length).toBeGreaterThan(5);
  expect(kubectl.calls().flat().join(" ")).not.toMatch(/secret/i);
});

it("writes down what can't be had, and goes on", async () => {
  const kubectl = fakeProgram(folder, "kubectl", `end(1, "the server doesn't answer")`);
  expect(await collect(out, { env: kubectl.env, cwd: folder })).toBe(0);
  expect(textOf("nodes.txt")).toContain("the server doesn't answer");
  expect(textOf("pods.txt")).toContain("the server doesn't answer");
});
