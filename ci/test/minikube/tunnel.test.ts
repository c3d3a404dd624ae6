import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { withTunnel } from "../../minikube/tunnel.ts";
import { fakeProgram } from "../support/fake-program.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "punctual-tunnel-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Serves its own process id, as the Service behind a tunnel would answer. */
const SERVES = `
const server = require("node:http").createServer((_, response) => response.end(String(process.pid)));
server.listen(0, "127.0.0.1", () => say("Forwarding from 127.0.0.1:" + server.address().port + " -> 8080\\n"));
`;
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it("is open for as long as it is used, and gone afterwards", async () => {
  const kubectl = fakeProgram(folder, "kubectl", SERVES);
  const pid = await withTunnel("punctual", { env: kubectl.env, cwd: folder }, async (url) =>
    Number(await (await fetch(url)).text()),
  );
  expect(pid).toBeGreaterThan(0);
  expect(alive(pid)).toBe(false);
  expect(kubectl.calls()[0]?.slice(0, 4)).toEqual(["-n", "punctual", "port-forward", "service/chat-api"]);
});

it("is gone also when its use fails", async () => {
  const kubectl = fakeProgram(folder, "kubectl", SERVES);
  let pid = 0;
  const use = async (url: URL) => {
    pid = Number(await (await fetch(url)).text());
    throw new Error("the smoke test broke");
  };
  await expect(withTunnel("punctual", { env: kubectl.env, cwd: folder }, use)).rejects.toThrow("broke");
  expect(alive(pid)).toBe(false);
});

it("says what kubectl says when there is none", async () => {
  const kubectl = fakeProgram(
    folder,
    "kubectl",
    `end(1, 'Error from server: services "chat-api" not found')`,
  );
  const use = () => Promise.reject(new Error("never used"));
  await expect(withTunnel("it", { env: kubectl.env, cwd: folder }, use)).rejects.toThrow(
    'No tunnel to chat-api in it: Error from server: services "chat-api" not found',
  );
});
