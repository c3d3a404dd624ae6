import { expect, test } from "vitest";
import { planStack } from "../plan/plan.ts";

const { resources } = await planStack("minikube");

test("every service waits for Dapr", () => {
  const deployments = resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment");
  expect(deployments.map(({ name }) => name).sort()).toEqual(["chat-api", "notifier", "recurrence"]);
  for (const { dependsOn } of deployments) expect(dependsOn).toContain("kubernetes:helm.sh/v3:Release dapr");
});
