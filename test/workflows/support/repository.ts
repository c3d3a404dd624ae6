import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ciProgram } from "../../../ci/program.ts";
import { infraProgram } from "../../../infra/cli/program.ts";
import type { Commands } from "./commands.ts";

/** The folder of the repository. */
export const ROOT = join(import.meta.dirname, "../../..");
/** It hands on what it is told. */
const TAKES_ALL = "pulumi";

/** What can be run here, as the programs themselves have it. */
export function commandsHere(): Commands {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  return {
    scripts: new Set(Object.keys(scripts)),
    programs: new Map([
      ["ci", commandsOf(ciProgram())],
      ["infra", commandsOf(infraProgram)],
    ]),
    files: new Set([".ci/run"].filter((path) => existsSync(join(ROOT, path)))),
  };
}

function commandsOf({
  commands,
}: ReturnType<typeof ciProgram>): ReadonlyMap<string, ReadonlySet<string> | undefined> {
  return new Map(
    commands.map((each) => {
      const options = each.options.map(({ long }) => long).filter((long) => typeof long === "string");
      return [each.name(), each.name() === TAKES_ALL ? undefined : new Set(options)] as const;
    }),
  );
}
