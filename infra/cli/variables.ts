import { existsSync, readFileSync } from "node:fs";
import { dataDir, stackFiles } from "./data-dir.ts";

/** Lines that a shell reads to set variables. */
export function shellLines(
  values: Readonly<Record<string, string>>,
  unset: readonly string[],
): readonly string[] {
  const each = Object.entries(values);
  return [
    ...unset.map((name) => `unset ${name}`),
    ...each.map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`),
  ];
}

/** What such lines set; undefined where they unset. */
function readShellLines(text: string): Record<string, string | undefined> {
  const unset = [...text.matchAll(/^unset (\w+)$/gm)].map(([, name = ""]) => [name, undefined]);
  const set = [...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = "", value = ""]) => [
    name,
    value.replaceAll("'\\''", "'"),
  ]);
  return Object.fromEntries([...unset, ...set]);
}

/** A shell's variables with those that `init` left for a stack, unless a backend is chosen already. */
export function withStackVariables(env: NodeJS.ProcessEnv, stack: string): NodeJS.ProcessEnv {
  const { variables } = stackFiles(stack, dataDir(env));
  if (env.PULUMI_BACKEND_URL !== undefined || !existsSync(variables)) return env;
  return { ...env, ...readShellLines(readFileSync(variables, "utf8")) };
}
