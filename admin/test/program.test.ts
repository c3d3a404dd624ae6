import { CommandFailed } from "@punctual/local/failure";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { findPlace } from "../place.ts";
import { adminProgram } from "../program.ts";

function leaves(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

test("every command prints JSON when asked, and says what it does", () => {
  const all = leaves(adminProgram());
  expect(all.length).toBeGreaterThan(10);
  for (const command of all) {
    expect([command.name(), command.options.map(({ long }) => long)]).toEqual([
      command.name(),
      expect.arrayContaining(["--json"]),
    ]);
    expect(command.description()).not.toBe("");
  }
});

test("a platform elsewhere needs its admin token", () => {
  const url = "https://tasks.example.com";
  expect(findPlace({ url }, { PUNCTUAL_ADMIN_TOKEN: "secret" })).toEqual({ url, token: "secret" });
  expect(() => findPlace({ url }, {})).toThrow(
    new CommandFailed("With --url, set PUNCTUAL_ADMIN_TOKEN to that platform's admin token."),
  );
});

test("an address that is none is refused with one that would be right", () => {
  expect(() => findPlace({ url: "tasks.example.com" }, {})).toThrow(/https:\/\/tasks\.example\.com/);
});

test("where no platform runs, it says how to start one", () => {
  expect(() => findPlace({ dataDir: "/nowhere/at/all" }, {})).toThrow(/npm start/);
});
