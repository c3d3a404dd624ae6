import { z } from "zod";
import { CiFailed } from "../failure.ts";
import type { GitHub } from "../github/client.ts";

const workflowRun = z.looseObject({
  event: z.string(),
  head_sha: z.string(),
  head_branch: z.string().nullable(),
  head_repository: z
    .looseObject({ full_name: z.string(), owner: z.looseObject({ login: z.string() }) })
    .nullable(),
  html_url: z.url(),
});

/** Where a run's results belong. */
export interface Origin {
  /** Undefined when there is no open pull request whose newest commit it ran for. */
  readonly pullRequest: number | undefined;
  /** The run's page. */
  readonly url: string;
}

/**
 * Finds the pull request that a run was for, as GitHub knows it: what the run itself says may be anybody's. Runs for forks
 * name no pull request, so it is looked up by the branch, and must stand where the run began.
 *
 * @throws CiFailed when the run was for something else than a pull request
 */
export async function originOf(gitHub: GitHub, runId: number): Promise<Origin> {
  const { owner, repo } = gitHub;
  const { data } = await gitHub.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
    owner,
    repo,
    run_id: runId,
  });
  const run = workflowRun.parse(data);
  if (run.event !== "pull_request") {
    throw new CiFailed(
      `Run ${runId} was for the event ${run.event}; only those for pull_request have a comment.`,
    );
  }
  // A fork that was deleted since has nobody to tell.
  if (run.head_repository === null || run.head_branch === null)
    return { pullRequest: undefined, url: run.html_url };
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const open = await gitHub.paginate("GET /repos/{owner}/{repo}/pulls", {
    owner,
    repo,
    state: "open",
    head,
    per_page: 100,
  });
  const from = run.head_repository.full_name;
  const found = open.find((each) => each.head.sha === run.head_sha && each.head.repo?.full_name === from);
  return { pullRequest: found?.number, url: run.html_url };
}
