import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:monitoring": JSON.stringify({ mode: "off" }),
}));

test("nothing is there for a Prometheus or a Grafana that aren't", () => {
  const watching = resources.filter(
    ({ type, name }) =>
      type.includes("monitoring.coreos.com") || /^(dashboard-|kafka-metrics|alert-)/.test(name),
  );
  expect(watching.map(({ type, name }) => `${type} ${name}`)).toEqual([]);
});

test("the services are there all the same", () => {
  const deployments = resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment");
  expect(deployments.map(({ name }) => name).sort()).toEqual(["chat-api", "notifier", "recurrence"]);
});
