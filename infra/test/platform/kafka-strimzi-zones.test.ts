import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { only } from "../support/find.ts";

const { resources } = await planStack("gke", (values) => ({
  ...values,
  "punctual:kafka": JSON.stringify({ mode: "strimzi" }),
}));
const API = "kubernetes:kafka.strimzi.io/v1";

test("where there are several nodes, no two brokers share one, and copies go to different zones", () => {
  const pool = only(resources, `${API}:KafkaNodePool`, "kafka-nodes");
  const selector = { matchLabels: { "strimzi.io/name": "punctual-kafka" } };
  expect(pool.inputs.spec).toMatchObject({
    replicas: 3,
    template: {
      pod: {
        topologySpreadConstraints: [
          {
            topologyKey: "kubernetes.io/hostname",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: selector,
          },
          {
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
            labelSelector: selector,
          },
        ],
      },
    },
  });
  expect(only(resources, `${API}:Kafka`, "kafka").inputs.spec).toMatchObject({
    kafka: { rack: { topologyKey: "topology.kubernetes.io/zone" } },
  });
});
