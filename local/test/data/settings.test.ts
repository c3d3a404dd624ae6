import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../src/data/paths.ts";
import { basePort, dataFolder } from "../../src/data/settings.ts";

it("takes what was asked for, then the environment, then the default", () => {
  expect(basePort("9000", { PUNCTUAL_PORT: "9100" })).toBe(9000);
  expect(basePort(undefined, { PUNCTUAL_PORT: "9100" })).toBe(9100);
  expect(basePort(undefined, {})).toBe(8080);
  expect(dataFolder("/a", { PUNCTUAL_DATA_DIR: "/b" }).dir).toBe("/a");
  expect(dataFolder(undefined, { PUNCTUAL_DATA_DIR: "/b" }).dir).toBe("/b");
  expect(dataFolder(undefined, {}).dir).toBe(join(ROOT, ".local"));
});

it.each(["", "0", "80", "8080.5", "abc", "65535", "-1", "1e4"])("refuses %j as a port", (port) => {
  expect(() => basePort(port, {})).toThrow(/--port is .* whole number from 1024 to/);
});

it("names the variable that is wrong", () => {
  expect(() => basePort(undefined, { PUNCTUAL_PORT: "x" })).toThrow(/^PUNCTUAL_PORT is "x"/);
});
