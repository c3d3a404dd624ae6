import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { IMAGES } from "../../../infra/config/images.ts";
import { MESSAGES } from "../../release/history.ts";
import { ROOT } from "../../root.ts";

const workflow = (name: string) => parse(readFileSync(join(ROOT, ".github/workflows", name), "utf8"));

test("the workflow builds every image that a stack runs, for both kinds of processor", () => {
  const { build } = workflow("images.yml").jobs;
  expect(build.strategy.matrix.service).toEqual(IMAGES);
  const step = build.steps.find(({ uses = "" }: { uses?: string }) =>
    uses.startsWith("docker/build-push-action@"),
  );
  expect(step.with).toMatchObject({
    platforms: "linux/amd64,linux/arm64",
    sbom: true,
    provenance: "mode=max",
  });
});

test("environments are deployed one after the other, each handed the same secrets", () => {
  const { dev, staging, production } = workflow("deploy.yml").jobs;
  expect([dev.needs, staging.needs, production.needs]).toEqual(["images", "dev", "staging"]);
  const declared = Object.keys(workflow("deploy-stack.yml").on.workflow_call.secrets);
  for (const job of [dev, staging, production]) expect(Object.keys(job.secrets)).toEqual(declared);
});

test("deployments and looks for drift take turns, and none is stopped half way", () => {
  const { deploy } = workflow("deploy-stack.yml").jobs;
  const { look } = workflow("drift.yml").jobs;
  expect(deploy.concurrency.group).toMatch(/^deploy-\$\{\{ inputs\.environment \}\}$/);
  expect(look.concurrency.group).toMatch(/^deploy-\$\{\{ matrix\.environment \}\}$/);
  for (const each of [deploy, look]) expect(each.concurrency["cancel-in-progress"]).toBe(false);
});

test("docs/ci.md says which messages the history has", () => {
  const text = readFileSync(join(ROOT, "docs/ci.md"), "utf8");
  for (const message of Object.values(MESSAGES)) expect(text).toContain(`\`${message} `);
});
