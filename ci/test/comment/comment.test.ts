import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { comment } from "../../comment/comment.ts";
import type { Changes } from "../../compare/changes.ts";
import { gitHubOf } from "../../github/client.ts";
import { type Existing, type GitHubServer, startGitHub } from "../support/github.ts";

const RUN = 77;
const RUN_URL = "https://github.example/acme/punctual/actions/runs/77";
const SHA = "a".repeat(40);

/** A run, and the pull request that it was for; of a fork unless told otherwise. */
function existing({
  repository = "someone/punctual",
  sha = SHA,
  event = "pull_request",
  state = "open",
} = {}): Existing {
  const owner = repository.split("/")[0] ?? "";
  return {
    runs: {
      [RUN]: {
        event,
        head_sha: SHA,
        head_branch: "feature",
        head_repository: { full_name: repository, owner: { login: owner } },
        html_url: RUN_URL,
        // GitHub names none for forks.
        pull_requests: [],
      },
    },
    pulls: [
      // Another fork's branch of the same name never gets ours.
      { number: 5, state: "open", head: head("other/punctual", "b".repeat(40)) },
      { number: 6, state, head: head(repository, sha) },
    ],
  };
}
const head = (repository: string, sha: string) => ({
  label: `${repository.split("/")[0]}:feature`,
  sha,
  repo: { full_name: repository },
});

const changes = (over: Partial<Changes> = {}): Changes => ({
  stack: "aks",
  kind: "plan",
  from: "base",
  to: "head",
  added: [{ type: "t:New", name: "new" }],
  changed: [],
  removed: [],
  ...over,
});

let folder: string;
let server: GitHubServer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "punctual-comment-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

function artifact(name: string, content: unknown): void {
  mkdirSync(join(folder, name), { recursive: true });
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(folder, name, "changes.json"), text);
}
const run = () => comment(server.gitHub, RUN, folder);
const bodies = () => (server.comments.get(6) ?? []).map(({ body }) => body);

it("comments once for each stack, plan and preview together, and links to the run", async () => {
  server = await startGitHub(existing());
  artifact("plan-aks", changes());
  artifact("preview-aks", changes({ kind: "preview" }));
  artifact("plan-gke", changes({ stack: "gke", added: [] }));
  expect(await run()).toBe("On pull request 6: aks: created, gke: created.");
  const [aks, gke, ...more] = bodies();
  expect(more).toEqual([]);
  expect(aks).toContain("planned on mocks: 1 to add");
  expect(aks).toContain("previewed against what is there: 1 to add");
  expect(aks).toContain(`[The run](${RUN_URL})`);
  expect(gke).toContain("planned on mocks: no changes");
  expect(server.comments.get(5)).toBeUndefined();
});

it("updates its comments in place, also beyond the first page", async () => {
  server = await startGitHub(existing({ repository: "acme/punctual" }));
  const others = Array.from({ length: 250 }, (_, id) => ({
    id,
    body: "looks good",
    user: { login: "someone" },
  }));
  server.comments.set(6, others);
  artifact("plan-aks", changes());
  artifact("plan-gke", changes({ stack: "gke" }));
  await run();
  artifact("plan-aks", changes({ added: [] }));
  expect(await run()).toBe("On pull request 6: aks: updated, gke: updated.");
  expect(bodies()).toHaveLength(252);
  expect(bodies()[250]).toContain("no changes");
  expect(bodies()[251]).toContain("1 to add");
});

it("leaves a comment of somebody else alone, though it begins as ours do", async () => {
  server = await startGitHub(existing());
  const theirs = { id: 1, body: "<!-- punctual-preview:aks -->\nmine", user: { login: "someone" } };
  server.comments.set(6, [theirs]);
  artifact("plan-aks", changes());
  expect(await run()).toContain("aks: created");
  expect(bodies()[0]).toBe("<!-- punctual-preview:aks -->\nmine");
});

it.each([
  ["was pushed to since", { sha: "c".repeat(40) }],
  ["was closed", { state: "closed" }],
])("says nothing where the pull request %s", async (_, over) => {
  server = await startGitHub(existing(over));
  artifact("plan-aks", changes());
  expect(await run()).toContain("No open pull request");
  expect(server.comments.size).toBe(0);
});

it("refuses a run that was for no pull request", async () => {
  server = await startGitHub(existing({ event: "push" }));
  await expect(run()).rejects.toThrow(/event push; only those for pull_request/);
});

it("says what GitHub refused, and what to look at", async () => {
  server = await startGitHub(existing());
  const other = gitHubOf({ ...server.env, GITHUB_TOKEN: "another" });
  await expect(comment(other, RUN, folder)).rejects.toThrow(
    /GitHub answered GET .*runs.* with 401: Bad credentials.*permissions/,
  );
});

it.each(["GITHUB_TOKEN", "GITHUB_REPOSITORY"])("says so where %s is missing", async (name) => {
  server = await startGitHub(existing());
  expect(() => gitHubOf({ ...server.env, [name]: "" })).toThrow(`${name} is not set`);
});

it.each([
  ["no JSON", "<b>@everyone</b>", "is no JSON"],
  ["another form", { ...changes(), html: "@everyone" }, "another form"],
  ["another stack", changes({ stack: "gke" }), "another stack"],
  ["another kind", changes({ kind: "preview" }), "another stack or kind"],
  ["too large", " ".repeat(5_000_001), "larger than"],
])("shows nothing of an artifact that is %s, but says so", async (_, content, why) => {
  server = await startGitHub(existing());
  artifact("plan-aks", content);
  await run();
  expect(bodies()).toHaveLength(1);
  expect(bodies()[0]).toContain(why);
  expect(bodies()[0]).not.toContain("@everyone");
});

it("says nothing where a run left nothing", async () => {
  server = await startGitHub(existing());
  expect(await comment(server.gitHub, RUN, join(folder, "artifacts"))).toBe("The run left no result.");
  expect(server.comments.size).toBe(0);
});

it("follows no link out of an artifact", async () => {
  server = await startGitHub(existing());
  mkdirSync(join(folder, "plan-aks"));
  const outside = join(folder, "outside.json");
  writeFileSync(outside, JSON.stringify(changes()));
  symlinkSync(outside, join(folder, "plan-aks", "changes.json"));
  await run();
  expect(bodies()[0]).toContain("has no file changes.json");
});

it("takes only artifacts of ours, and no flood of stacks", async () => {
  server = await startGitHub(existing());
  for (const name of ["plan-A", "plan-a --> b", "other-aks", "plan-"]) artifact(name, changes());
  for (let index = 10; index < 40; index++) artifact(`plan-s${index}`, changes({ stack: `s${index}` }));
  await run();
  expect(bodies()).toHaveLength(12);
});
