import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../../src/data/paths.ts";
import { temporaryFolder } from "../support/temporary.ts";

function local(...args: string[]) {
  return spawnSync(process.execPath, [join(ROOT, "local/cli.ts"), ...args], { encoding: "utf8", cwd: ROOT });
}

describe("local, where nothing runs", () => {
  it("prints one JSON object for status, says so on standard error, and ends with 3", () => {
    const dir = temporaryFolder();
    const { status, stdout, stderr } = local("status", "--json", "--data-dir", dir);
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ url: null, mcp_url: null, token: null, data_dir: dir, parts: [] });
    expect(stderr).toContain("does not run");
  });

  it.each([["stop"], ["restart", "kafka"], ["dead-letters", "list"]])("ends %s with 3", (...args) => {
    expect(local(...args, "--data-dir", temporaryFolder()).status).toBe(3);
  });

  it("suggests what a person meant", () => {
    expect(local("statsu").stderr).toContain("Did you mean status?");
    expect(local("start", "--prot", "1").stderr).toContain("Did you mean --port?");
    expect(local("logs", "kafak", "--data-dir", temporaryFolder()).stderr).toContain('Did you mean "kafka"?');
  });

  it("refuses a port that is none", () => {
    expect(local("start", "--port", "99999", "--data-dir", temporaryFolder())).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("--port"),
    });
  });

  it("shows stored lines of several parts in the order of time", () => {
    const dir = temporaryFolder();
    mkdirSync(join(dir, "logs"));
    writeFileSync(join(dir, "logs/kafka.log"), "2026-11-23T12:00:01.000Z [x] WARN second (L)\n");
    writeFileSync(
      join(dir, "logs/chat-api.log"),
      '2026-11-23T12:00:00.000Z {"level":30,"msg":"first"}\n2026-11-23T12:00:02.000Z {"level":30,"msg":"third"}\n',
    );
    const { stdout } = local("logs", "--data-dir", dir, "-n", "2");
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split(/\s+/)[3]),
    ).toEqual(["second", "third"]);
  });

  it("does not reset a folder that is not its own, nor without being asked", () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, "precious"), "");
    expect(local("reset", "--yes", "--data-dir", dir).stderr).toContain("not a data folder of Punctual");
    mkdirSync(join(dir, "logs"));
    expect(local("reset", "--data-dir", dir).stderr).toContain("no terminal to ask on");
  });
});
