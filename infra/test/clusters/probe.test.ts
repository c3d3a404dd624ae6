import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ContextError, probeContext } from "../../clusters/probe.ts";

/** What the API server says: changed by a test before it asks. */
const answer = { gitVersion: "v1.34.0", cpu: "4", memory: "8148Mi", status: 200 };
let server: Server;
let folder: string;

beforeEach(async () => {
  Object.assign(answer, { gitVersion: "v1.34.0", cpu: "4", memory: "8148Mi", status: 200 });
  server = createServer((request, response) => {
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(answer.gitVersion) ?? [];
    const body = request.url?.startsWith("/version")
      ? { major, minor, gitVersion: answer.gitVersion }
      : { items: [{ status: { allocatable: { cpu: answer.cpu, memory: answer.memory } } }] };
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  folder = mkdtempSync(join(tmpdir(), "punctual-probe-"));
  kubeconfig((server.address() as AddressInfo).port);
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
  rmSync(folder, { recursive: true });
});

function kubeconfig(port: number): void {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    // Without it, the client refuses a server that doesn't speak TLS.
    clusters: [
      { name: "here", cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } },
    ],
    users: [{ name: "me", user: { token: "t" } }],
    contexts: [{ name: "minikube", context: { cluster: "here", user: "me" } }],
    "current-context": "minikube",
  };
  const path = join(folder, "config");
  writeFileSync(path, JSON.stringify(config));
  vi.stubEnv("KUBECONFIG", path);
}

it("gives a kubeconfig that works from anywhere", async () => {
  const { kubeconfig: text } = await probeContext("minikube");
  expect(JSON.parse(text)).toMatchObject({
    "current-context": "minikube",
    users: [{ user: { token: "t" } }],
  });
});

it("names the contexts that there are when the wanted one is missing", async () => {
  await expect(probeContext("kind")).rejects.toThrow(
    /no context "kind" \(it has: minikube\).*minikube start/,
  );
});

it.each([
  ["is missing", () => rmSync(join(folder, "config"))],
  ["is damaged", () => writeFileSync(join(folder, "config"), "{ no yaml")],
])("says so when the kubeconfig %s", async (_what, harm) => {
  harm();
  await expect(probeContext("minikube")).rejects.toThrow(/kubeconfig can't be read.*minikube start/);
});

it("says how to start it when it doesn't answer", async () => {
  server.close();
  await expect(probeContext("minikube")).rejects.toThrow(/doesn't answer.*minikube start --cpus 4/);
});

it("refuses a Kubernetes that is too old", async () => {
  answer.gitVersion = "v1.27.3";
  await expect(probeContext("minikube")).rejects.toThrow(/v1\.27\.3; 1\.30 or newer is needed/);
});

it.each([
  ["1", "8148Mi", /1 cores and 8\.0 GiB/],
  ["4", "2000000Ki", /4 cores and 1\.9 GiB/],
  ["1930m", "4Gi", /1\.93 cores and 4\.0 GiB/],
])("refuses one with %s cores and %s of memory", async (cpu, memory, message) => {
  Object.assign(answer, { cpu, memory });
  await expect(probeContext("minikube")).rejects.toThrow(message);
});

it("says so when the nodes may not be listed", async () => {
  answer.status = 403;
  await expect(probeContext("minikube")).rejects.toThrow(ContextError);
});
