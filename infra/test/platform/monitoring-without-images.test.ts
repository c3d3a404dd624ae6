import { DASHBOARDS } from "@punctual/observability/dashboards/all";
import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";

const { resources } = await planStack("minikube", ({ "punctual:images": _none, ...values }) => ({
  ...values,
  "punctual:monitoring": JSON.stringify({ mode: "install" }),
}));
const names = resources.map(({ name }) => name);

test("before there are services, no alert says that they are down", () => {
  expect(names).not.toContain("rules");
  expect(names).not.toContain("kafka-metrics");
});

test("the platform is watched already", () => {
  expect(names).toContain("dapr-control-plane-monitor");
  expect(names).toEqual(expect.arrayContaining(DASHBOARDS.map(({ name }) => `dashboard-${name}`)));
});
