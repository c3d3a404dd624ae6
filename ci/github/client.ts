import { Octokit } from "@octokit/core";
import { type PaginateInterface, paginateRest } from "@octokit/plugin-paginate-rest";
import { CiFailed } from "../failure.ts";

/** GitHub's REST API for one repository, as a workflow's own token may use it. */
export interface GitHub {
  readonly owner: string;
  readonly repo: string;
  /** Asks for one thing: `request("GET /repos/{owner}/{repo}/…", {owner, repo, …})`. Rejects with a CiFailed that says what GitHub said. */
  readonly request: Octokit["request"];
  /** Asks for a list, all of its pages. */
  readonly paginate: PaginateInterface;
}

const TOKEN_HINT =
  " Is GITHUB_TOKEN right, and may it do that? A job's token may only what its `permissions` say.";

/**
 * From the variables that every workflow has: GITHUB_REPOSITORY (`owner/name`), GITHUB_API_URL, and GITHUB_TOKEN, which
 * a step must be given.
 *
 * @throws CiFailed when one of them is missing or wrong
 */
export function gitHubOf(env: NodeJS.ProcessEnv): GitHub {
  const [owner, repo, ...more] = needed(env, "GITHUB_REPOSITORY").split("/");
  if (!owner || !repo || more.length > 0) {
    throw new CiFailed(`GITHUB_REPOSITORY must be OWNER/NAME, but is "${env.GITHUB_REPOSITORY}".`);
  }
  const octokit = new (Octokit.plugin(paginateRest))({
    auth: needed(env, "GITHUB_TOKEN"),
    baseUrl: env.GITHUB_API_URL ?? "https://api.github.com",
    userAgent: "punctual-ci",
  });
  octokit.hook.error("request", (error, { method, url }) => {
    const status = "status" in error ? ` with ${error.status}` : "";
    const rights = status.endsWith("401") || status.endsWith("403") ? TOKEN_HINT : "";
    throw new CiFailed(`GitHub answered ${method} ${url}${status}: ${error.message}.${rights}`);
  });
  return { owner, repo, request: octokit.request, paginate: octokit.paginate };
}

/** @throws CiFailed when a variable is not set */
export function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new CiFailed(`${name} is not set. A workflow's step gets it by \`env:\`; on a laptop, export it.`);
}
