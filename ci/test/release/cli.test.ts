import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { tell } from "../../../test/support/tell.ts";
import { release, type StandIn, standIn } from "./support/stand-in.ts";

// Each starts several processes.
vi.setConfig({ testTimeout: 60_000 });

const CLI = join(import.meta.dirname, "../../cli.ts");
/** Nobody listens there: privileged, and not for HTTP. */
const NOWHERE = "http://127.0.0.1:1";

function cli(machine: StandIn, args: readonly string[], more: Record<string, string> = {}) {
  const env = { ...machine.env, GITHUB_STEP_SUMMARY: join(machine.folder, "summary"), ...more };
  return tell(process.execPath, [CLI, ...args], "", { env: env as Record<string, string> });
}

function images(machine: StandIn, content: object): string {
  const path = join(machine.folder, "images.json");
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test("a release that lacks an image is refused before anything is done", async () => {
  const machine = standIn();
  const { setup: _, ...lacking } = release("a");
  const args = ["deploy", "aks", "--images", images(machine, lacking), "--revision", "x", "--url", NOWHERE];
  const { code, stderr } = await cli(machine, args, { PUNCTUAL_SMOKE_TOKEN: "t" });
  expect(code).toBe(1);
  expect(stderr).toMatch(/must name chat-api, notifier, recurrence, setup.*"setup"/s);
  expect(machine.read().calls).toEqual([]);
});

test("so is one that couldn't be tried, for want of a token", async () => {
  const machine = standIn();
  const args = ["deploy", "aks", "--images", images(machine, release("a")), "--revision", "x"];
  const { code, stderr } = await cli(machine, args, { PUNCTUAL_SMOKE_TOKEN: "" });
  expect([code, machine.read().calls]).toEqual([1, []]);
  expect(stderr).toContain("PUNCTUAL_SMOKE_TOKEN is not set");
});

test("a dry run shows every command, and runs none", async () => {
  const machine = standIn();
  const args = ["deploy", "aks", "--images", images(machine, release("a")), "--revision", "x", "--dry-run"];
  const { code, stdout } = await cli(machine, args);
  expect(code).toBe(0);
  expect(stdout).toContain(`'punctual:images["setup"]' ${release("a").setup} --stack aks`);
  expect(stdout).toMatch(/pulumi up .*--message 'release x'/);
  expect(machine.read().calls).toEqual([]);
});

test.each(["http://tasks.example.com", "tasks.example.com", "http://127.0.0.1.example.com"])(
  "%s is no public door",
  async (url) => {
    const { code, stderr } = await cli(standIn(), ["smoke", url], { PUNCTUAL_SMOKE_TOKEN: "t" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/is no public door to try: it must be https/);
  },
);

test("a door that nobody opens fails the smoke test, saying so", async () => {
  const args = ["smoke", NOWHERE, "--patience", "0"];
  const { code, stderr } = await cli(standIn(), args, { PUNCTUAL_SMOKE_TOKEN: "t" });
  expect(code).toBe(1);
  expect(stderr).toContain('smoke test, "the door opens": GET http://127.0.0.1:1/openapi.json: no answer');
});
