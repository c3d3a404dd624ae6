import { appendFileSync } from "node:fs";

/** Hands values to later steps of a workflow's job; elsewhere prints them. Values hold no line breaks. */
export function setOutputs(values: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): void {
  append(
    env.GITHUB_OUTPUT,
    Object.entries(values).map(([name, value]) => `${name}=${value}`),
  );
}

/** Sets variables of later steps of a workflow's job; elsewhere prints them. Values hold no line breaks. */
export function setVariables(values: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): void {
  append(
    env.GITHUB_ENV,
    Object.entries(values).map(([name, value]) => `${name}=${value}`),
  );
}

/** Says something in the summary of a workflow's run; nothing elsewhere. */
export function summarise(markdown: string, env: NodeJS.ProcessEnv): void {
  if (env.GITHUB_STEP_SUMMARY) append(env.GITHUB_STEP_SUMMARY, [markdown]);
}

function append(path: string | undefined, lines: readonly string[]): void {
  const text = lines.map((line) => `${line}\n`).join("");
  if (path) appendFileSync(path, text);
  else process.stdout.write(text);
}
