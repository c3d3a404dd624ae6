import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { cliOk } from "./support/cli.ts";
import { isLoopback, listenersOf } from "./support/listeners.ts";
import { attachPlatform } from "./support/platform.ts";

const platform = attachPlatform(inject("platformDataDir"));

describe("the running platform", () => {
  it("says of all its parts that they are healthy, and where things are", async () => {
    const status = await platform.status();
    expect(status).toMatchObject({
      url: platform.url,
      mcp_url: `${platform.url}/mcp`,
      token: platform.secrets.userToken,
      data_dir: platform.dataDir,
    });
    expect(status.parts.map((part) => part.name).sort()).toEqual([
      "chat-api",
      "chat-api-dapr",
      "kafka",
      "notifier",
      "notifier-dapr",
      "postgres",
      "recurrence",
      "recurrence-dapr",
      "scheduler",
      "sentry",
    ]);
    expect(status.parts.filter((part) => !part.healthy)).toEqual([]);
  });

  it("keeps its secrets to its owner", () => {
    for (const file of ["secrets.json", "token", "dapr-secrets.json"]) {
      expect(statSync(join(platform.dataDir, file)).mode & 0o777, file).toBe(0o600);
    }
  });

  it("takes the token that it printed", async () => {
    const { token, url } = await platform.status();
    const response = await fetch(new URL("/api/tasks", url), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
  });

  it("answers ready on every service", async () => {
    const { chatApi, notifier, recurrence } = platform.ports;
    for (const port of [chatApi, notifier, recurrence]) {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`);
      expect(await response.json()).toEqual({ status: "ok", database: "ok", sidecar: "ok" });
    }
  });

  it.runIf(process.platform === "linux")(
    "listens on loopback only, save the health ports that Dapr 1.16 can't confine",
    async () => {
      const open = [platform.ports.sentryHealth, platform.ports.schedulerHealth];
      for (const { name, pid } of (await platform.status()).parts) {
        const beyond = (await listenersOf(pid ?? 0)).filter(({ address }) => !isLoopback(address));
        expect(
          beyond.filter(({ port }) => !open.includes(port)),
          name,
        ).toEqual([]);
      }
    },
  );

  it("shows each part's log", async () => {
    expect(await cliOk(platform.dataDir, "logs", "chat-api", "-n", "100000")).toMatch(/Server listening/);
  });
});
