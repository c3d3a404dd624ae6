import type { GitHub } from "../github/client.ts";
import { readReports } from "./artifacts.ts";
import { bodyOf, markerOf } from "./body.ts";
import { post } from "./post.ts";
import { originOf } from "./pull-request.ts";

/**
 * Posts what a run found, a comment for each stack; one that is there already is replaced.
 *
 * @param folder of the run's artifacts, each in a folder of its name
 * @returns what was done, for a person
 */
export async function comment(gitHub: GitHub, runId: number, folder: string): Promise<string> {
  const { pullRequest, url } = await originOf(gitHub, runId);
  if (pullRequest === undefined) return "No open pull request stands where this run began: nothing to say.";
  const done: string[] = [];
  for (const report of readReports(folder)) {
    const how = await post(gitHub, pullRequest, markerOf(report.stack), bodyOf(report, url));
    done.push(`${report.stack}: ${how}`);
  }
  return done.length === 0
    ? "The run left no result."
    : `On pull request ${pullRequest}: ${done.join(", ")}.`;
}
