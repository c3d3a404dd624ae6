import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openRotatingFile } from "../../src/logs/rotating-file.ts";
import { temporaryFolder } from "../support/temporary.ts";

it("keeps the present file and the one before within the limit", () => {
  const path = join(temporaryFolder(), "logs", "part.log");
  const file = openRotatingFile(path, 20);
  for (let line = 1; line <= 9; line++) file.write(`line ${line}`);
  file.close();
  expect(readFileSync(`${path}.1`, "utf8")).toBe("line 4\nline 5\nline 6\n");
  expect(readFileSync(path, "utf8")).toBe("line 7\nline 8\nline 9\n");
});

it("goes on with the file of the run before, closed to others", () => {
  const path = join(temporaryFolder(), "part.log");
  for (const line of ["first", "second"]) {
    const file = openRotatingFile(path);
    file.write(line);
    file.close();
  }
  expect(readFileSync(path, "utf8")).toBe("first\nsecond\n");
  expect(statSync(path).mode & 0o777).toBe(0o600);
});
