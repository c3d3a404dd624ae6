import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dataPaths } from "../../src/data/paths.ts";
import { readyBlock } from "../../src/ui/ready.ts";
import { temporaryFolder } from "../support/temporary.ts";

const READY = {
  url: "http://127.0.0.1:8080",
  paths: dataPaths("/d"),
  detached: false,
  colour: false,
  observed: undefined,
};

it("prints a curl line that a shell reads right, whatever the folder is called", () => {
  const dir = join(temporaryFolder(), `it's $HOME "x"`);
  mkdirSync(dir);
  const paths = dataPaths(dir);
  writeFileSync(paths.token, "secret\n");
  const line = readyBlock({ ...READY, paths })
    .split("\n")
    .find((text) => /^\s*curl/.test(text));
  const { stdout } = spawnSync("sh", ["-c", `curl() { printf '%s\\n' "$@"; }; ${line}`], {
    encoding: "utf8",
    cwd: "/",
  });
  expect(stdout).toContain("http://127.0.0.1:8080/api/tasks\n");
  expect(stdout).toContain("Authorization: Bearer secret\n");
});

it("tells URL, MCP and where the token is, but not the token", () => {
  const text = readyBlock({ ...READY, detached: true });
  expect(text).toContain("http://127.0.0.1:8080/mcp");
  expect(text).toContain("/d/token");
  expect(text).not.toContain("Ctrl-C");
});

it("tells where it can be watched, if that was asked for", () => {
  expect(readyBlock(READY)).not.toContain("Prometheus");
  const prometheus = "http://127.0.0.1:8111";
  const grafana = "http://127.0.0.1:8112/dashboards";
  const text = readyBlock({ ...READY, observed: { prometheus, grafana } });
  expect(text).toContain(`${prometheus}\n`);
  expect(text).toContain(`${prometheus}/alerts\n`);
  expect(text).toContain(`${grafana}\n`);
});

it("says of a Grafana that isn't installed how to get it", () => {
  const observed = { prometheus: "http://127.0.0.1:8111", grafana: undefined };
  expect(readyBlock({ ...READY, observed })).toMatch(/Grafana +is not installed: https:\/\/grafana\.com/);
});
