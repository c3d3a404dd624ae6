import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { dataPaths } from "../../src/data/paths.ts";
import { readyBlock } from "../../src/ui/ready.ts";
import { temporaryFolder } from "../support/temporary.ts";

it("prints a curl line that a shell reads right, whatever the folder is called", () => {
  const dir = join(temporaryFolder(), `it's $HOME "x"`);
  mkdirSync(dir);
  const paths = dataPaths(dir);
  writeFileSync(paths.token, "secret\n");
  const line = readyBlock("http://127.0.0.1:8080", paths, false, false)
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
  const text = readyBlock("http://127.0.0.1:8080", dataPaths("/d"), true, false);
  expect(text).toContain("http://127.0.0.1:8080/mcp");
  expect(text).toContain("/d/token");
  expect(text).not.toContain("Ctrl-C");
});
