import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
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
interface Call {
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
  /** The first call with this among its arguments. @throws when there was none */
  readonly call: (argument: string) => Call;
  /** `tool args…` of each call, in order. */
  readonly lines: () => readonly string[];
  readonly said: string[];
}

/** What parts the fields of a call, its arguments, and calls (ASCII's own separators). */
const [FIELD, ARGUMENT, CALL] = ["\x1f", "\x1d", "\x1e"];

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** As printf's `%b` takes it: NUL can't stand in a script. */
const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll("\0", "\\0000");

/** A shell script, as many are run: it starts in no time. */
function fake(log: string, answers: readonly Answer[]): string {
  const seen = (text: string) => `grep -aqF -e ${quote(text)} "$log.before"`;
  const cases = answers.map(({ when, after, before, says, fails, writes }) => {
    const holds = [
      `contains ${quote(when)}`,
      ...(after === undefined ? [] : [seen(after)]),
      ...(before === undefined ? [] : [`! ${seen(before)}`]),
    ];
    const does = [
      ...(writes
        ? [`printf '%s' ${quote(writes.text)} > "$(following ${quote(writes.argument)} "$@")"`]
        : []),
      ...(says === undefined ? [] : [`printf '%b\\n' ${quote(escaped(says))}`]),
      ...(fails === undefined ? [] : [`printf '%s\\n' ${quote(fails)} >&2`]),
      `exit ${fails === undefined ? 0 : 1}`,
    ];
    return `if ${holds.join(" && ")}; then ${does.join("; ")}; fi`;
  });
  return `#!/bin/sh
PATH=/usr/bin:/bin
log=${quote(log)}
line="$*"
contains() { case "$line" in *"$1"*) true ;; *) false ;; esac; }
following() { wanted=$1; shift; while [ "$1" != "$wanted" ]; do shift; done; printf '%s' "$2"; }
# What was asked before, apart from what is asked now.
cp "$log.lines" "$log.before" 2>/dev/null || : > "$log.before"
printf '%s\n' "$line" >> "$log.lines"
{
  printf '%s${FIELD}' "\${0##*/}"
  for argument; do printf '%s${ARGUMENT}' "$argument"; done
  printf '${FIELD}'
  cat
  printf '${FIELD}'
  env
  printf '${CALL}'
} >> "$log"
${cases.join("\n")}
`;
}

/** @param variables of the person's shell, beyond HOME and PATH */
export function machine(
  tools: readonly string[],
  answers: readonly Answer[],
  variables: Readonly<Record<string, string>> = {},
): Machine {
  const home = mkdtempSync(join(tmpdir(), "punctual-cli-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const bin = join(home, "bin");
  mkdirSync(bin);
  const log = join(home, "calls");
  const script = join(home, "fake");
  writeFileSync(script, fake(log, answers));
  chmodSync(script, 0o755);
  for (const tool of tools) symlinkSync(script, join(bin, tool));
  const said: string[] = [];
  const calls = () =>
    (existsSync(log) ? readFileSync(log, "utf8") : "").split(CALL).filter(Boolean).map(readCall);
  return {
    home,
    said,
    calls,
    call: (argument) => {
      const found = calls().find(({ args }) => args.includes(argument));
      if (!found) throw new Error(`No call had ${argument} among its arguments.`);
      return found;
    },
    lines: () => calls().map(({ tool, args }) => [tool, ...args].join(" ")),
    place: {
      env: {
        HOME: home,
        PATH: bin,
        ...variables,
      },
      cwd: home,
      say: (text) => said.push(text),
      pauseMs: 0,
    },
  };
}

function readCall(text: string): Call {
  const [tool = "", args = "", stdin = "", env = ""] = text.split(FIELD);
  const variables = env.split("\n").map((line) => [line.split("=")[0], line.slice(line.indexOf("=") + 1)]);
  return { tool, args: args.split(ARGUMENT).slice(0, -1), stdin, env: Object.fromEntries(variables) };
}
