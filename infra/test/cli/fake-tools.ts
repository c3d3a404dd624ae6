import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Place } from "../../cli/run-steps.ts";

/** How a fake program answers when its arguments, joined by spaces, have this in them; otherwise it succeeds and says nothing. */
export interface Answer {
  readonly when: string;
  readonly says?: string;
  readonly fails?: string;
  /** Holds only from the time on when a call had this in its arguments. */
  readonly after?: string;
  /** Holds only until then. */
  readonly before?: string;
  /** A file to write: the argument after this one names it. */
  readonly writes?: { readonly argument: string; readonly text: string };
}

/** A call of a fake program. */
export interface Call {
  readonly tool: string;
  readonly args: readonly string[];
  readonly stdin: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A machine on which the named programs are fakes that write down how they were called. */
export interface Machine {
  readonly home: string;
  readonly place: Place;
  readonly calls: () => readonly Call[];
  /** `tool args…` of each call, in order. */
  readonly lines: () => readonly string[];
  readonly said: string[];
}

const FAKE = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require("node:fs");
const { basename } = require("node:path");
const [, self, ...args] = process.argv;
const { FAKE_LOG: log, FAKE_ANSWERS: answers, PATH, ...env } = process.env;
const before = existsSync(log) ? readFileSync(log, "utf8") : "";
const was = (text) => before.split("\\n").some((line) => line && JSON.parse(line).args.join(" ").includes(text));
const line = args.join(" ");
const stdin = readFileSync(0, "utf8");
appendFileSync(log, JSON.stringify({ tool: basename(self), args, stdin, env }) + "\\n");
const answer = JSON.parse(answers).find(
  ({ when, after, before }) => line.includes(when) && (!after || was(after)) && !(before && was(before)),
);
if (answer?.writes) writeFileSync(args[args.indexOf(answer.writes.argument) + 1], answer.writes.text);
if (answer?.says !== undefined) process.stdout.write(answer.says + "\\n");
if (answer?.fails !== undefined) {
  process.stderr.write(answer.fails + "\\n");
  process.exitCode = 1;
}
`;

/** @param variables of the person's shell, beyond HOME and PATH */
export function machine(
  tools: readonly string[],
  answers: readonly Answer[],
  variables: Readonly<Record<string, string>> = {},
): Machine {
  const home = mkdtempSync(join(tmpdir(), "punctual-cli-"));
  const bin = join(home, "bin");
  mkdirSync(bin);
  const fake = join(home, "fake.cjs");
  writeFileSync(fake, FAKE);
  chmodSync(fake, 0o755);
  for (const tool of tools) symlinkSync(fake, join(bin, tool));
  const log = join(home, "calls");
  const said: string[] = [];
  const calls = () =>
    (existsSync(log) ? readFileSync(log, "utf8") : "")
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Call);
  return {
    home,
    said,
    calls,
    lines: () => calls().map(({ tool, args }) => [tool, ...args].join(" ")),
    place: {
      env: {
        HOME: home,
        PATH: [bin].join(delimiter),
        FAKE_LOG: log,
        FAKE_ANSWERS: JSON.stringify(answers),
        ...variables,
      },
      cwd: home,
      say: (text) => said.push(text),
      pauseMs: 0,
    },
  };
}
