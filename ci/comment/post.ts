import type { GitHub } from "../github/client.ts";

/** Who speaks with a workflow's own token: a comment of anybody else is never taken for ours. */
const OURSELVES = "github-actions[bot]";

/** Puts a comment on a pull request, in place of the one that begins with the same marker. */
export async function post(
  gitHub: GitHub,
  pullRequest: number,
  marker: string,
  body: string,
): Promise<"created" | "updated"> {
  const { owner, repo, request, paginate } = gitHub;
  const comments = await paginate("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    owner,
    repo,
    issue_number: pullRequest,
    per_page: 100,
  });
  const ours = comments.find((each) => each.user?.login === OURSELVES && each.body?.startsWith(marker));
  if (ours === undefined) {
    await request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      owner,
      repo,
      issue_number: pullRequest,
      body,
    });
    return "created";
  }
  await request("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", {
    owner,
    repo,
    comment_id: ours.id,
    body,
  });
  return "updated";
}
