import { dirname } from "node:path";
import type { Command, Content, Run, Step } from "./step.ts";
import { shellLines } from "./variables.ts";

/** Steps as a shell would take them, each under its purpose: what `--dry-run` shows. */
export function asShell(steps: readonly Step[]): string {
  return steps.map((step) => `# ${step.purpose}\n${lines(step)}\n`).join("\n");
}

function lines(step: Step): string {
  switch (step.kind) {
    case "ask":
      return `${step.as}=$(${"tool" in step.of ? line(step.of) : `cat ${quote(step.of.file)}`})`;
    case "run": {
      if (!step.unless) return line(step.command);
      return `${check(step.unless)} ||\n  ${line(step.command)}`;
    }
    case "write":
      return `[ -e ${quote(step.path)} ] || ${writing(contentLine(step.content), step.path)}`;
    case "variables": {
      const path = quote(step.path);
      const text = shellLines(step.values, step.unset).join("\n");
      return `(umask 077; mkdir -p ${quote(dirname(step.path))}; cat > ${path} <<END\n${text}\nEND\n) && . ${path}`;
    }
  }
}

function check({ says, lists, ...look }: NonNullable<Run["unless"]>): string {
  if (says !== undefined) return `[ "$(${line(look)})" = ${quote(says)} ]`;
  if (lists !== undefined) return `${line(look)} | grep -qFx ${quote(lists)}`;
  return `${line(look)} >/dev/null 2>&1`;
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
