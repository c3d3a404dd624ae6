import { DEFAULT_RUNBOOKS_URL } from "@punctual/observability/runbooks";
import { run } from "../tools/run.ts";

/** Where the runbooks are read: in the repository that this clone came from, else in Punctual's own. */
export async function runbooksUrl(root: string): Promise<string> {
  // A copy without Git, or a clone of nothing, has no origin.
  const origin = await run("git", ["-C", root, "remote", "get-url", "origin"]).catch(() => "");
  return runbooksAt(origin) ?? DEFAULT_RUNBOOKS_URL;
}

/**
 * The address of the runbooks in a repository on GitHub, or on a site with addresses like GitHub's.
 *
 * @param origin the address of a remote as Git takes it; undefined is given for any but https and ssh
 */
export function runbooksAt(origin: string): string | undefined {
  const match =
    /^https:\/\/(?:[^@/]+@)?(?<host>[^/]+)\/(?<path>.+)$/.exec(origin.trim()) ??
    /^ssh:\/\/(?:[^@/]+@)?(?<host>[^/:]+)(?::\d+)?\/(?<path>.+)$/.exec(origin.trim()) ??
    /^[\w.-]+@(?<host>[^/:]+):(?<path>[^/].*)$/.exec(origin.trim());
  const { host, path } = match?.groups ?? {};
  const repository = path?.replace(/\/$/, "").replace(/\.git$/, "");
  return host && repository?.includes("/")
    ? `https://${host}/${repository}/blob/main/docs/runbooks`
    : undefined;
}
