import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parse } from "yaml";
import { secretsIn } from "../../plan/manifests.ts";
import { planStack } from "../../plan/plan.ts";
import { renderPlan } from "../../plan/render.ts";

const folder = mkdtempSync(join(tmpdir(), "punctual-plan-"));
afterAll(() => rmSync(folder, { recursive: true }));

const plan = await planStack("minikube");
const summary = renderPlan(plan, folder);
const out = join(folder, "minikube");
const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((path) =>
  /\.(yaml|txt)$/.test(path),
);
const textOf = (path: string) => readFileSync(join(out, path), "utf8");

it("lists every resource", () => {
  expect(textOf("resources.txt").trim().split("\n")).toHaveLength(plan.resources.length);
  expect(summary).toContain("kubernetes:apps/v1:Deployment  chat-api");
});

it("writes every manifest into a file of its own", () => {
  const names = files.filter((path) => path.startsWith("manifests/"));
  expect(names).toContain("manifests/punctual-deployment-chat-api.yaml");
  for (const name of names) expect(parse(textOf(name))).toMatchObject({ kind: expect.any(String) });
  expect(summary).toContain(`${names.length} manifests`);
});

it("writes each chart with its version and values", () => {
  expect(parse(textOf("charts/dapr.yaml"))).toMatchObject({ chart: "dapr", values: { global: {} } });
});

it("shows no secret, also not within other texts", () => {
  const secrets = [...secretsIn(plan.resources), plan.config.masterKey ?? ""].filter(
    ({ length }) => length >= 12,
  );
  expect(secrets.length).toBeGreaterThan(12);
  const innocent = new Set(["SHA-512"]);
  for (const path of files) {
    for (const secret of secrets) {
      if (!innocent.has(secret)) expect(textOf(path).includes(secret), `${path} shows a secret`).toBe(false);
    }
  }
});

it("forgets an earlier plan", () => {
  renderPlan({ ...plan, resources: plan.resources.slice(0, 3) }, folder);
  expect(textOf("resources.txt").trim().split("\n")).toHaveLength(3);
  expect(readdirSync(join(out, "manifests")).length).toBeLessThan(4);
});
