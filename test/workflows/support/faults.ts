import { parse } from "yaml";
import { type Commands, commandFaults } from "./commands.ts";
import { actionSchema, type Job, type Step, triggersOf, type Workflow, workflowSchema } from "./model.ts";
import type { Permissions } from "./permissions.ts";

/** What workflows are held to. */
export interface Rules {
  readonly commands: Commands;
  readonly permissions: Readonly<Record<string, Readonly<Record<string, Permissions>>>>;
  readonly trusted: Readonly<Record<string, string>>;
  /** Whether an action or workflow of our own is there, by its path from the root. */
  readonly exists: (path: string) => boolean;
}

/** What is wrong with a workflow. @param file its name, such as `preview.yml` */
export function workflowFaults(file: string, text: string, rules: Rules): string[] {
  const workflow = workflowSchema.parse(parse(text));
  const triggers = triggersOf(workflow);
  const faults = pinFaults(text, rules);
  if (JSON.stringify(workflow.permissions) !== "{}") faults.push("must say `permissions: {}` at its top");
  // It runs with the base's rights on the head's words; pull_request and workflow_run do without.
  if (triggers.includes("pull_request_target")) faults.push("must not run on pull_request_target");
  const listed = rules.permissions[file] ?? {};
  for (const name of Object.keys(listed)) {
    if (!workflow.jobs[name]) faults.push(`has no job ${name}, for which permissions are listed`);
  }
  for (const [name, job] of Object.entries(workflow.jobs)) {
    const found = [
      ...permissionFaults(job, listed[name]),
      ...jobFaults(job),
      ...pullRequestFaults(job, triggers, rules.trusted[`${file} ${name}`]),
      ...job.steps.flatMap((step) => [
        ...stepFaults(step, { ...workflow.env, ...job.env }, rules.commands),
        ...headFaults(step),
      ]),
    ];
    faults.push(...found.map((fault) => `${name}: ${fault}`));
  }
  return faults;
}

/** What is wrong with a composite action. */
export function actionFaults(text: string, rules: Rules): string[] {
  const { runs } = actionSchema.parse(parse(text));
  return [...pinFaults(text, rules), ...runs.steps.flatMap((step) => stepFaults(step, {}, rules.commands))];
}

/** Looks at lines, as the version beside a pin is a comment, and at what YAML reads, so that no way of writing hides one. */
function pinFaults(text: string, { exists }: Rules): string[] {
  const lines = [...text.matchAll(/^[\s-]*uses:[ ]*(.*)$/gm)].map(([, value = ""]) => value);
  const read = [...usesIn(parse(text))];
  const faults = read.length === lines.length ? [] : ["has a `uses` that isn't on a line of its own"];
  for (const line of lines) {
    const [reference = "", ...comment] = line.split(" ");
    if (reference.startsWith("./")) {
      if (!exists(reference.slice(2))) faults.push(`uses ${reference}, which isn't there`);
    } else if (!/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/.test(reference)) {
      faults.push(`uses ${reference}, which isn't pinned by a commit`);
    } else if (!/^# v\d+\.\d+(\.\d+)?$/.test(comment.join(" "))) {
      faults.push(`uses ${reference} without its version beside it, as in "# v1.2.3"`);
    }
  }
  return faults;
}

function* usesIn(value: unknown): Generator<unknown> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === "uses") yield each;
    else yield* usesIn(each);
  }
}

function permissionFaults({ permissions }: Job, listed: Permissions | undefined): string[] {
  if (permissions === undefined) return ["must say its permissions"];
  const asText = (all: object) => JSON.stringify(Object.entries(all).sort());
  if (
    typeof permissions === "object" &&
    permissions !== null &&
    asText(permissions) === asText(listed ?? {})
  ) {
    return listed === undefined ? ["isn't on the list of permissions"] : [];
  }
  return [`has permissions beyond or beside the list: ${JSON.stringify(permissions)}`];
}

function jobFaults(job: Job): string[] {
  const faults: string[] = [];
  if (job.secrets === "inherit") faults.push("hands every secret on; name those that are needed");
  if (job.uses !== undefined) return faults;
  if (job["timeout-minutes"] === undefined) faults.push("has no timeout-minutes");
  if (JSON.stringify(job["runs-on"] ?? "").includes("-latest")) faults.push("must name its runner's version");
  return faults;
}

/** A job that runs a pull request's code must have nothing that is worth taking. */
function pullRequestFaults(job: Job, triggers: readonly string[], trusted: string | undefined): string[] {
  const powers = Object.entries((job.permissions ?? {}) as Permissions)
    .filter(([, level]) => level === "write")
    .map(([name]) => name);
  const withSecrets = /\bsecrets\s*[.[]/.test(JSON.stringify(job));
  const powerful = powers.length > 0 || withSecrets;
  if (!triggers.includes("pull_request") || !powerful) {
    return trusted === undefined
      ? []
      : ["is on the list of what is trusted with pull requests, and needn't be"];
  }
  if (trusted !== undefined) return [];
  return [`runs on pull requests with ${withSecrets ? "secrets" : powers.join(", ")}`];
}

/** What names a pull request's head outside of `on: pull_request`, whose default is a commit of its own. */
const HEAD = /github\.(event\.pull_request\.head|head_ref|event\.workflow_run\.head)|refs\/pull\//;

function headFaults({ uses = "", with: inputs }: Step): string[] {
  if (!uses.startsWith("actions/checkout@")) return [];
  return HEAD.test(JSON.stringify(inputs)) ? ["checks out a pull request's head by name"] : [];
}

function stepFaults(step: Step, env: Workflow["env"], commands: Commands): string[] {
  const faults: string[] = [];
  if (step.uses?.startsWith("actions/checkout@") && step.with["persist-credentials"] !== false) {
    faults.push("checks out without `persist-credentials: false`");
  }
  if (step.run === undefined) return faults;
  if (step.shell !== undefined && step.shell !== "bash") faults.push(`runs in ${step.shell}`);
  const names = new Set([...Object.keys(env), ...Object.keys(step.env)]);
  return [
    ...faults,
    ...commandFaults(step.run, names, commands).map((fault) => `\`${step.run?.trim()}\` ${fault}`),
  ];
}
