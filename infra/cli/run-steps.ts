import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { CliError } from "./errors.ts";
import { run } from "./process.ts";
import { line } from "./shell.ts";
import {
  type Ask,
  type Command,
  type Content,
  fill,
  type Run,
  type Step,
  type Variables,
  type Write,
} from "./step.ts";
import { hint, requireTools } from "./tools.ts";
import { shellLines } from "./variables.ts";

/** Where steps are taken. */
export interface Place {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of Pulumi.yaml. */
  readonly cwd: string;
  readonly say: (text: string) => void;
  /** Between tries of a patient step, in milliseconds. */
  readonly pauseMs: number;
}

/**
 * Takes steps in their order, leaving out those that are done already.
 *
 * @returns what was asked, by name
 * @throws CliError when a tool is missing (before anything is done), or a step fails
 */
export async function runSteps(steps: readonly Step[], place: Place): Promise<ReadonlyMap<string, string>> {
  requireTools(toolsOf(steps), place.env);
  const answers = new Map<string, string>();
  const here = { ...place, env: { ...place.env } };
  for (const step of steps) {
    switch (step.kind) {
      case "ask":
        answers.set(step.as, (await answerTo(step, answers, here)).trim());
        break;
      case "run":
        await change(step, answers, here);
        break;
      case "write":
        await write(step, answers, here);
        break;
      case "variables":
        Object.assign(here.env, setVariables(step, answers, here));
        break;
    }
  }
  return answers;
}

/** Every program that steps may need. */
function toolsOf(steps: readonly Step[]): Set<string> {
  return new Set(steps.flatMap(commandsOf).map(({ tool }) => tool));
}

function commandsOf(step: Step): Command[] {
  switch (step.kind) {
    case "ask":
      return "tool" in step.of ? [step.of] : [];
    case "run":
      return step.unless ? [step.command, step.unless] : [step.command];
    case "write":
      return "of" in step.content ? [step.content.of] : [];
    case "variables":
      return [];
  }
}

async function answerTo(
  { purpose, of }: Ask,
  answers: ReadonlyMap<string, string>,
  place: Place,
): Promise<string> {
  return "tool" in of ? must(purpose, filled(of, answers), place) : readFileSync(of.file, "utf8");
}

async function change(step: Run, answers: ReadonlyMap<string, string>, place: Place): Promise<void> {
  if (step.unless) {
    const { says, lists, ...look } = step.unless;
    const { ok, stdout } = await run(filled(look, answers), place);
    const lines = stdout.split("\n").map((each) => each.trim());
    if (
      ok &&
      (says === undefined || stdout.trim() === fill(says, answers)) &&
      (lists === undefined || lines.includes(lists))
    ) {
      place.say(`  there:  ${step.purpose}`);
      return;
    }
  }
  place.say(`  doing:  ${step.purpose}`);
  await must(step.purpose, filled(step.command, answers), place, step.patienceS);
}

async function write(step: Write, answers: ReadonlyMap<string, string>, place: Place): Promise<void> {
  if (existsSync(step.path)) return place.say(`  there:  ${step.purpose}`);
  place.say(`  doing:  ${step.purpose}`);
  // Exclusive: of two at the same time, one fails rather than overwriting.
  save(step.path, await textOf(step.purpose, step.content, answers, place), "wx");
}

/** @returns the variables with their values, undefined where they must not be set */
function setVariables(
  step: Variables,
  answers: ReadonlyMap<string, string>,
  { say }: Place,
): Record<string, string | undefined> {
  const filledIn = Object.entries(step.values).map(([name, value]) => [name, fill(value, answers)]);
  const values: Record<string, string> = Object.fromEntries(filledIn);
  const text = `${shellLines(values, step.unset).join("\n")}\n`;
  const same = existsSync(step.path) && readFileSync(step.path, "utf8") === text;
  say(`  ${same ? "there" : "doing"}:  ${step.purpose}`);
  if (!same) save(step.path, text, "w");
  return { ...Object.fromEntries(step.unset.map((name) => [name, undefined])), ...values };
}

function save(path: string, text: string, flag: "w" | "wx"): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600, flag });
}

async function textOf(
  purpose: string,
  content: Content,
  answers: ReadonlyMap<string, string>,
  place: Place,
): Promise<string> {
  if ("text" in content) return content.text;
  if ("generated" in content) return content.generated.make();
  return content.form.apply(await must(purpose, filled(content.of, answers), place));
}

async function must(purpose: string, command: Command, place: Place, patienceS = 0): Promise<string> {
  const tries = 1 + Math.ceil((patienceS * 1000) / Math.max(place.pauseMs, 1000));
  for (let left = tries; ; left--) {
    const { ok, stdout, stderr } = await run(command, place);
    if (ok) return stdout;
    if (left <= 1) {
      throw new CliError(
        `Could not: ${purpose}\n  ${line(command)}\n${stderr.trim()}${hint(command.tool)}\nWhat was done before it is kept: run the same again.`,
      );
    }
    await wait(place.pauseMs);
  }
}

function filled(command: Command, answers: ReadonlyMap<string, string>): Command {
  const env = Object.entries(command.env ?? {}).map(([name, value]) => [name, fill(value, answers)]);
  return {
    ...command,
    args: command.args.map((arg) => fill(arg, answers)),
    env: Object.fromEntries(env),
  };
}
