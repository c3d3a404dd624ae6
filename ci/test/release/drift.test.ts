import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import { tell } from "../../../test/support/tell.ts";
import { gitHubOf } from "../../github/client.ts";
import { keepDriftIssue } from "../../release/drift-issue.ts";
import { type DriftResult, readDriftResults } from "../../release/drift-result.ts";
import { type StandIn, standIn } from "./support/stand-in.ts";

vi.setConfig({ testTimeout: 60_000 });
const CLI = join(import.meta.dirname, "../../cli.ts");
const URN = "urn:pulumi:aks::punctual::kubernetes:core/v1:Namespace$kubernetes:apps/v1:Deployment::notifier";
/** As Pulumi 3.200 prints it, shortened. */
const DIGEST = {
  steps: [
    { op: "refresh", urn: "urn:pulumi:aks::punctual::pulumi:pulumi:Stack::punctual-aks" },
    { op: "update", urn: URN, detailedDiff: { "spec.replicas": { kind: "update" } } },
    { op: "delete", urn: "urn:pulumi:aks::punctual::kubernetes:core/v1:Secret::kafka" },
  ],
  changeSummary: { same: 40, update: 2, delete: 1 },
};
const RUN = "https://github.com/acme/punctual/actions/runs/7";
const clean = (environment: string): DriftResult => ({ kind: "clean", environment, stack: "aks" });
const drift = (environment: string): DriftResult => ({
  kind: "drift",
  environment,
  stack: "aks",
  differences: [{ op: "update", urn: URN, fields: ["spec.replicas"] }],
  unnamed: 2,
});

function look(machine: StandIn) {
  const args = ["drift", "aks", "--environment", "dev", "--out", join(machine.folder, "drift")];
  return tell(process.execPath, [CLI, ...args], "", { env: machine.env as Record<string, string> });
}
const written = (machine: StandIn) => readDriftResults(join(machine.folder, "drift"))[0];

test("a stack that is what was deployed passes", async () => {
  const machine = standIn();
  expect((await look(machine)).code).toBe(0);
  expect(written(machine)).toEqual({ kind: "clean", environment: "dev", stack: "aks" });
});

test("a stack that isn't fails, naming resources and fields", async () => {
  const machine = standIn();
  machine.change((state) => {
    state.drift = DIGEST;
  });
  const { code, stderr } = await look(machine);
  expect(code).toBe(1);
  expect(stderr).toContain("- `kubernetes:apps/v1:Deployment notifier` was changed: `spec.replicas`");
  expect(stderr).toContain("- `kubernetes:core/v1:Secret kafka` is gone");
  expect(stderr).toContain("- and 1 more, in the run");
  expect(written(machine)).toMatchObject({
    kind: "drift",
    differences: [{ op: "update" }, { op: "delete" }],
  });
});

test("a look that fails is no drift, and isn't called clean", async () => {
  const machine = standIn();
  machine.change((state) => {
    state.drift = "unreachable";
  });
  const { code, stderr } = await look(machine);
  expect(code).toBe(1);
  expect(stderr).toMatch(/Could not:\n {2}pulumi refresh .*could not load credentials/s);
  expect(written(machine)).toMatchObject({ kind: "unknown" });
});

interface Issue {
  readonly number: number;
  body: string;
  state: string;
  readonly labels: readonly string[];
  readonly comments: string[];
  readonly pull_request?: object;
}

/** The endpoints of GitHub's REST API that issues need. */
async function gitHub(issues: Issue[]) {
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      const reply = (status: number, body: unknown) =>
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
      const [, path = ""] = /^\/repos\/acme\/punctual(\/issues.*)$/.exec(url.pathname) ?? [];
      const body = request.method === "GET" ? {} : ((await json(request)) as Partial<Issue>);
      const [, number, below] = /^\/issues\/(\d+)(\/comments)?$/.exec(path) ?? [];
      const issue = issues.find((each) => each.number === Number(number));
      if (request.method === "GET" && path === "/issues") {
        const label = url.searchParams.get("labels") ?? "";
        const state = url.searchParams.get("state");
        return reply(
          200,
          issues.filter((each) => each.state === state && each.labels.includes(label)),
        );
      }
      if (request.method === "POST" && path === "/issues") {
        const { body: text = "", labels = [] } = body;
        issues.push({ number: issues.length + 1, body: text, labels, state: "open", comments: [] });
        return reply(201, issues.at(-1));
      }
      if (issue && request.method === "POST" && below) {
        issue.comments.push(body.body ?? "");
        return reply(201, {});
      }
      if (issue && request.method === "PATCH" && !below) return reply(200, Object.assign(issue, body));
      return reply(404, { message: "Not Found" });
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const env = {
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: "acme/punctual",
    GITHUB_TOKEN: "a-token",
  };
  return Object.assign((...results: DriftResult[]) => keepDriftIssue(results, gitHubOf(env), RUN, true), {
    incomplete: (...results: DriftResult[]) => keepDriftIssue(results, gitHubOf(env), RUN, false),
  });
}

test("drift opens one issue, which is kept as it is now, and closed when all is clean", async () => {
  const issues: Issue[] = [];
  const keep = await gitHub(issues);
  expect(await keep(clean("dev"), clean("staging"))).toBe("none");
  expect(await keep(drift("dev"), clean("staging"))).toBe("opened");
  expect(issues[0]).toMatchObject({ state: "open", labels: ["drift"] });
  expect(issues[0]?.body).toContain("### dev (`aks`)");
  expect(issues[0]?.body).toContain(RUN);

  expect(await keep(clean("dev"), drift("staging"))).toBe("updated");
  expect(issues).toHaveLength(1);
  expect(issues[0]?.body).toMatch(/### dev \(`aks`\)\n\nIs what was deployed\./);

  expect(await keep(clean("dev"), clean("staging"))).toBe("closed");
  expect(issues[0]).toMatchObject({ state: "closed", comments: [expect.stringContaining("again")] });
  expect(await keep(drift("dev"))).toBe("opened");
  expect(issues).toHaveLength(2);
});

test("a look that failed neither opens the issue nor closes it", async () => {
  const issues: Issue[] = [];
  const keep = await gitHub(issues);
  const unknown: DriftResult = { kind: "unknown", environment: "dev", stack: "aks" };
  expect(await keep(unknown)).toBe("none");
  await keep(drift("dev"));
  expect(await keep(unknown, clean("staging"))).toBe("none");
  expect(issues).toMatchObject([{ state: "open" }]);
});

test("a look that left no result isn't taken for a clean one", async () => {
  const issues: Issue[] = [];
  const keep = await gitHub(issues);
  await keep(drift("dev"));
  expect(readDriftResults("/nowhere")).toEqual([]);
  expect(await keep.incomplete(clean("staging"))).toBe("none");
  expect(issues).toMatchObject([{ state: "open" }]);
});

test("a pull request with that label is no such issue", async () => {
  const labels = ["drift"];
  const issues: Issue[] = [{ number: 1, body: "", state: "open", labels, comments: [], pull_request: {} }];
  const keep = await gitHub(issues);
  expect(await keep(drift("dev"))).toBe("opened");
  expect(issues[0]).toMatchObject({ body: "", state: "open" });
});
