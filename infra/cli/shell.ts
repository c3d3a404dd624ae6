import { dirname } from "node:path";
import type { Command, Content, Step, Variables } from "./step.ts";

/** Steps as a shell would take them, each under its purpose: what `--dry-run` shows. */
export function asShell(steps: readonly Step[]): string {
  return steps.map((step) => `# ${step.purpose}\n${lines(step)}\n`).join("\n");
}

function lines(step: Step): string {
  switch (step.kind) {
    case "ask":
      return `${step.as}=$(${line(step.command)})`;
    case "run": {
      if (!step.unless) return line(step.command);
      const { says, ...look } = step.unless;
      const check =
        says === undefined ? `${line(look)} >/dev/null 2>&1` : `[ "$(${line(look)})" = ${quote(says)} ]`;
      return `${check} ||\n  ${line(step.command)}`;
    }
    case "write":
      return `[ -e ${quote(step.path)} ] || ${writing(contentLine(step.content), step.path)}`;
    case "variables": {
      const path = quote(step.path);
      const text = variableLines(step, (value) => value).join("\n");
      return `(umask 077; mkdir -p ${quote(dirname(step.path))}; cat > ${path} <<END\n${text}\nEND\n) && . ${path}`;
    }
  }
}

/** What a shell reads to set variables. */
export function variableLines(
  { values, unset }: Variables,
  form: (value: string) => string,
): readonly string[] {
  const each = Object.entries(values);
  return [
    ...unset.map((name) => `unset ${name}`),
    ...each.map(([name, value]) => `export ${name}='${form(value).replaceAll("'", "'\\''")}'`),
  ];
}

function writing(command: string, path: string): string {
  return `(umask 077; mkdir -p ${quote(dirname(path))}; ${command} > ${quote(path)})`;
}

function contentLine(content: Content): string {
  if ("text" in content) return `printf '%s' ${quote(content.text)}`;
  if ("generated" in content) return content.generated.shell;
  return `${line(content.of)} | ${content.form.shell}`;
}

/** A command as a shell takes it. */
export function line({ tool, args, env = {}, stdin }: Command): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${quote(value)} `);
  const command = `${variables.join("")}${[tool, ...args].map(quote).join(" ")}`;
  return stdin ? `${stdin.shell} | ${command}` : command;
}

function quote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (/\$\{[a-zA-Z]+\}/.test(text)) return `"${text.replaceAll(/(["\\`])/g, "\\$1")}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
