import { execFileSync } from "node:child_process";
import { DEFAULT_RUNBOOKS_URL } from "@punctual/observability/runbooks";
import { describe, expect, it } from "vitest";
import { runbooksAt, runbooksUrl } from "../../src/observe/runbooks.ts";
import { temporaryFolder } from "../support/temporary.ts";

describe("the runbooks of a fork", () => {
  it.each([
    "https://github.com/someone/punctual.git",
    "https://github.com/someone/punctual",
    "https://github.com/someone/punctual/",
    "https://user:secret@github.com/someone/punctual.git",
    "git@github.com:someone/punctual.git",
    "ssh://git@github.com/someone/punctual.git",
    "ssh://git@github.com:22/someone/punctual.git\n",
  ])("are at the address of %s", (origin) => {
    expect(runbooksAt(origin)).toBe("https://github.com/someone/punctual/blob/main/docs/runbooks");
  });

  it.each([
    "",
    "../elsewhere",
    "/srv/git/punctual.git",
    "file:///srv/punctual",
    "C:\\punctual",
    "https://host/one",
  ])("have no address for %o", (origin) => {
    expect(runbooksAt(origin)).toBeUndefined();
  });
});

it("asks Git, and falls back to Punctual's own", async () => {
  const folder = temporaryFolder();
  expect(await runbooksUrl(folder)).toBe(DEFAULT_RUNBOOKS_URL);
  const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args]);
  git("init", "--quiet");
  expect(await runbooksUrl(folder)).toBe(DEFAULT_RUNBOOKS_URL);
  git("remote", "add", "origin", "git@git.example:someone/punctual.git");
  expect(await runbooksUrl(folder)).toBe("https://git.example/someone/punctual/blob/main/docs/runbooks");
});
