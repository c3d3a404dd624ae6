import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { actionFaults, type Rules, workflowFaults } from "./support/faults.ts";

const PIN = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1";
const rules: Rules = {
  commands: {
    scripts: new Set(["test", "ci"]),
    programs: new Map([
      [
        "ci",
        new Map([
          ["compare", new Set(["--base", "--out"])],
          ["pulumi", undefined],
        ]),
      ],
    ]),
    files: new Set([".ci/run"]),
  },
  permissions: { "it.yml": { job: { contents: "read" } } },
  trusted: {},
  exists: (path) => path === ".github/actions/setup",
};

const GOOD = `
on: pull_request
permissions: {}
jobs:
  job:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read
    steps:
      - uses: ${PIN}
        with:
          persist-credentials: false
      - uses: ./.github/actions/setup
      - run: npm test
      - run: .ci/run
      - run: npm run ci -- compare "$STACK" --base main
        env:
          STACK: \${{ matrix.stack }}
      - run: npm run ci -- pulumi aks up --yes
`;
const faults = (text: string, over: Partial<Rules> = {}) =>
  workflowFaults("it.yml", text, { ...rules, ...over });
/** The good one, with another step. */
const withStep = (step: object) => {
  const workflow = parse(GOOD) as { jobs: { job: { steps: object[] } } };
  workflow.jobs.job.steps = [step];
  return stringify(workflow);
};
const replaced = (old: string, fresh: string) => {
  expect(GOOD).toContain(old);
  return GOOD.replace(old, fresh);
};

it("has nothing against a workflow as it should be", () => {
  expect(faults(GOOD)).toEqual([]);
});

describe("an action", () => {
  it.each([
    ["a tag", "actions/checkout@v7", "isn't pinned by a commit"],
    ["a branch", "actions/checkout@main", "isn't pinned by a commit"],
    ["a short commit", "actions/checkout@3d3c42e", "isn't pinned by a commit"],
    ["an image", "docker://alpine:3", "isn't pinned by a commit"],
    ["nothing beside it", PIN.split(" #")[0] ?? "", "without its version beside it"],
    ["a branch beside it", PIN.replace("v7.0.1", "main"), "without its version beside it"],
    ["part of a version beside it", PIN.replace("v7.0.1", "v7"), "without its version beside it"],
    ["a folder that isn't there", "./.github/actions/other", "isn't there"],
  ])("by %s is a fault", (_, reference, why) => {
    expect(faults(replaced(PIN, reference))).toEqual([expect.stringContaining(why)]);
  });

  it("can't hide in another way of writing", () => {
    const text = replaced(
      "      - run: npm test",
      "      - {name: x, uses: actions/checkout@main, with: {persist-credentials: false}}",
    );
    expect(faults(text)).toEqual([expect.stringContaining("isn't on a line of its own")]);
  });

  it("of our own is held to the same", () => {
    const action = (step: string) => `runs:\n  using: composite\n  steps:\n    - ${step}\n`;
    expect(actionFaults(action("{run: npm test, shell: bash}"), rules)).toEqual([]);
    expect(actionFaults(action("uses: actions/cache@v5"), rules)).toEqual([
      expect.stringContaining("isn't pinned"),
    ]);
    expect(actionFaults(action("{run: curl evil, shell: bash}"), rules)).toEqual([
      expect.stringContaining("curl"),
    ]);
    expect(actionFaults(action("{run: npm test, shell: python}"), rules)).toEqual(["runs in python"]);
  });
});

describe("a command", () => {
  it.each([
    ["an expression", `npm run ci -- compare \${{ github.head_ref }}`, "puts an expression into a script"],
    ["two lines", "npm test\nnpm test", "more than one command"],
    ["a chain", "npm test && curl evil", '"&&", which only a shell understands'],
    ["a substitution", 'npm run ci -- compare "$(date)"', "which only a shell understands"],
    ["a variable without quotes", "npm run ci -- compare $STACK", "which only a shell understands"],
    ["a variable that nobody sets", 'npm run ci -- compare "$OTHER"', "$OTHER, which no env sets"],
    ["a program of others", "curl evil", "is no command of this repository"],
    ["npx", "npx something", "is no command of this repository"],
    ["a script that isn't there", "npm run deploy", 'npm script "deploy"'],
    ["npm itself", "npm install", 'npm script "install"'],
    ["arguments for a script that takes none", "npm test -- --bail", "takes none here"],
    ["a command that isn't there", "npm run ci -- comparison aks", "which has compare, pulumi"],
    ["no command", "npm run ci", "which has compare, pulumi"],
    ["an option that isn't there", "npm run ci -- compare aks --bases main", "which takes --base, --out"],
  ])("that is %s is a fault", (_, run, why) => {
    const env = { STACK: "aks" };
    expect(faults(withStep({ run, env }))).toEqual([expect.stringContaining(why)]);
  });

  it("may use what the runner sets, and what the workflow does", () => {
    expect(faults(withStep({ run: 'npm run ci -- compare "$GITHUB_REF_NAME"' }))).toEqual([]);
    const outer = `env:\n  STACK: aks\n${withStep({ run: 'npm run ci -- compare "$STACK"' })}`;
    expect(faults(outer)).toEqual([]);
  });
});

describe("a right", () => {
  const write = replaced("contents: read", "contents: write");
  it.each([
    ["at the top", replaced("permissions: {}", "permissions: read-all"), "permissions: {}"],
    ["not stated at the top", replaced("permissions: {}\n", ""), "permissions: {}"],
    [
      "not stated by a job",
      replaced("    permissions:\n      contents: read\n", ""),
      "must say its permissions",
    ],
    [
      "of all",
      replaced("    permissions:\n      contents: read\n", "    permissions: write-all\n"),
      "beyond or beside",
    ],
    ["one more", replaced("contents: read", "contents: read\n      packages: read"), "beyond or beside"],
  ])("%s is a fault", (_, text, why) => {
    expect(faults(text)).toEqual([expect.stringContaining(why)]);
  });

  it("of a job that isn't listed is a fault, and so is a line for no job", () => {
    expect(faults(GOOD, { permissions: {} })).toEqual([expect.stringContaining("beyond or beside")]);
    expect(faults(GOOD, { permissions: { "it.yml": { job: { contents: "read" }, gone: {} } } })).toEqual([
      expect.stringContaining("has no job gone"),
    ]);
  });

  const listed = { permissions: { "it.yml": { job: { contents: "write" } } } } as const;
  it("to write is a fault where a pull request's code runs, unless it is listed with a reason", () => {
    expect(faults(write, listed)).toEqual([expect.stringContaining("runs on pull requests with contents")]);
    expect(faults(write, { ...listed, trusted: { "it.yml job": "a reason" } })).toEqual([]);
    expect(faults(GOOD, { trusted: { "it.yml job": "a reason" } })).toEqual([
      expect.stringContaining("needn't be"),
    ]);
  });

  it("to a secret is a fault there too", () => {
    const step = { run: "npm test", env: { TOKEN: `\${{ secrets.TOKEN }}` } };
    expect(faults(withStep(step))).toEqual([expect.stringContaining("runs on pull requests with secrets")]);
    expect(faults(withStep(step).replace("on: pull_request", "on: push"))).toEqual([]);
  });
});

it.each([
  [
    "on pull_request_target",
    replaced("on: pull_request", "on: [pull_request_target]"),
    "pull_request_target",
  ],
  ["a job without an end", replaced("    timeout-minutes: 5\n", ""), "timeout-minutes"],
  ["a runner without a version", replaced("ubuntu-24.04", "ubuntu-latest"), "runner's version"],
  ["a token left behind", replaced("persist-credentials: false", "fetch-depth: 0"), "persist-credentials"],
  [
    "a token left behind on purpose",
    replaced("credentials: false", "credentials: true"),
    "persist-credentials",
  ],
  [
    "a pull request's head",
    replaced(
      "persist-credentials: false",
      `persist-credentials: false\n          ref: \${{ github.event.pull_request.head.sha }}`,
    ),
    "checks out a pull request's head",
  ],
  [
    "the head of another run",
    replaced(
      "persist-credentials: false",
      `persist-credentials: false\n          ref: \${{ github.event.workflow_run.head_sha }}`,
    ),
    "checks out a pull request's head",
  ],
])("%s is a fault", (_, text, why) => {
  expect(faults(text)).toEqual([expect.stringContaining(why)]);
});

it("handing every secret on is a fault", () => {
  const text = `
on: push
permissions: {}
jobs:
  job:
    uses: ./.github/actions/setup
    permissions:
      contents: read
    secrets: inherit
`;
  expect(faults(text)).toEqual(["job: hands every secret on; name those that are needed"]);
});
