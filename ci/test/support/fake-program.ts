import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program that stands in for one that can't be had, first on a PATH. */
export interface FakeProgram {
  readonly env: NodeJS.ProcessEnv;
  /** The arguments of each call so far. */
  calls(): string[][];
}

/**
 * @param folder of the test's own
 * @param body JavaScript that sees `args`, and tells what to say and how to end by `say(text)` and `end(code, text)`
 */
export function fakeProgram(folder: string, name: string, body: string): FakeProgram {
  const bin = join(folder, "bin");
  const log = join(folder, `${name}.calls`);
  mkdirSync(bin, { recursive: true });
  writeFileSync(log, "");
  const path = join(bin, name);
  writeFileSync(
    path,
    `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(args) + "\\n");
const say = (text) => process.stdout.write(text);
const end = (code, text = "") => { process.stderr.write(text); process.exitCode = code; };
${body}
`,
  );
  chmodSync(path, 0o755);
  return {
    env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) },
    calls: () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as string[]),
  };
}
