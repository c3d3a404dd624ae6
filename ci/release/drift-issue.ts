import { z } from "zod";
import type { GitHub } from "../github/client.ts";
import type { DriftResult } from "./drift-result.ts";

const LABEL = "drift";
const TITLE = "What runs differs from what was deployed";
/** Of one stack, so that an issue stays readable and below GitHub's 65,536 characters. */
const SHOWN = 50;

const issue = z.looseObject({
  number: z.int(),
  body: z.string().nullish(),
  pull_request: z.unknown().optional(),
});

/** What became of the repository's one issue about drift. */
export type IssueOutcome = "opened" | "updated" | "closed" | "none";

/**
 * Keeps one open issue while a stack differs from its state: opens it, keeps its text as it is now, and closes it with a
 * word once all are clean. A look that failed neither opens nor closes it.
 *
 * @param run the address of the run that looked
 * @param complete whether every look came to an end: one that failed early left no result
 */
export async function keepDriftIssue(
  results: readonly DriftResult[],
  gitHub: GitHub,
  run: string,
  complete: boolean,
): Promise<IssueOutcome> {
  const { owner, repo, request, paginate } = gitHub;
  const found = await paginate("GET /repos/{owner}/{repo}/issues", {
    owner,
    repo,
    labels: LABEL,
    state: "open",
    per_page: 100,
  });
  // Pull requests are issues too.
  const open = z
    .array(issue)
    .parse(found)
    .filter((each) => each.pull_request === undefined)
    .at(-1);
  if (results.some(({ kind }) => kind === "drift")) {
    const body = describeDrift(results, run);
    if (open === undefined) {
      await request("POST /repos/{owner}/{repo}/issues", {
        owner,
        repo,
        title: TITLE,
        body,
        labels: [LABEL],
      });
      return "opened";
    }
    const at = { owner, repo, issue_number: open.number };
    await request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", { ...at, body });
    return "updated";
  }
  const clean = complete && results.length > 0 && results.every(({ kind }) => kind === "clean");
  if (open === undefined || !clean) return "none";
  const at = { owner, repo, issue_number: open.number };
  const body = `Every stack is what was deployed again: ${run}`;
  await request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...at, body });
  await request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", { ...at, state: "closed" });
  return "closed";
}

/** The issue's text: which resources of which stacks, and what to do; no values. */
export function describeDrift(results: readonly DriftResult[], run: string): string {
  const stacks = results.map((result) => {
    const heading = `### ${result.environment} (\`${result.stack}\`)`;
    if (result.kind === "clean") return `${heading}\n\nIs what was deployed.`;
    if (result.kind === "unknown") return `${heading}\n\nCould not be looked at: see the run.`;
    const { differences, unnamed } = result;
    const lines = differences.slice(0, SHOWN).map(({ op, urn, fields }) => {
      const what =
        op === "delete"
          ? "is gone"
          : `was changed${fields.length > 0 ? `: ${fields.map(code).join(", ")}` : ""}`;
      return `- ${code(nameOf(urn))} ${what}`;
    });
    const more = unnamed + Math.max(0, differences.length - SHOWN);
    return [heading, "", ...lines, ...(more > 0 ? [`- and ${more} more, in the run`] : [])].join("\n");
  });
  return [
    "Somebody or something changed resources behind Pulumi's back.",
    ...stacks,
    "Put them back with `pulumi up --refresh`, or take them over: change the program, then the same. What to look at: " +
      '`docs/ci.md`, "When stacks drift". This text is kept as of the last run, and the issue is closed once all is well.',
    `Seen by ${run}`,
  ].join("\n\n");
}

/** `type name`, of `urn:pulumi:stack::project::parent$type::name`. */
function nameOf(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return `${types.split("$").at(-1)} ${name.join("::")}`;
}

const code = (text: string) => `\`${text.replaceAll(/[`\n]/g, " ")}\``;
