import { SECRETS } from "@punctual/contracts/names";
import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { namesOf, only } from "../support/find.ts";
import { waitsFor } from "../support/graph.ts";
import { images } from "../support/values.ts";

const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:kafka": JSON.stringify({ mode: "strimzi" }),
  "punctual:monitoring": JSON.stringify({ mode: "install" }),
  "punctual:images": images((name) => `registry.example/${name}:1`),
}));
const deployment = only(resources, "kubernetes:apps/v1:Deployment", "kafka-metrics");
const { replicas, template } = deployment.inputs.spec as {
  replicas: number;
  template: {
    metadata: { labels: Record<string, string> };
    spec: { serviceAccountName: string; automountServiceAccountToken: boolean; containers: Container[] };
  };
};
interface Container {
  readonly image: string;
  readonly args: string[];
  readonly ports: { name: string; containerPort: number }[];
  readonly env: {
    name: string;
    value?: string;
    valueFrom?: { secretKeyRef: { name: string; key: string } };
  }[];
}
const [container] = template.spec.containers;

test("one pod of services/setup asks Kafka, with the services' credentials", () => {
  expect(replicas).toBe(1);
  expect(container).toMatchObject({
    image: "registry.example/setup:1",
    args: ["src/kafka-metrics.ts"],
    ports: [{ name: "http", containerPort: 8080 }],
  });
  const refs = container?.env.flatMap(({ valueFrom }) => (valueFrom ? [valueFrom.secretKeyRef] : []));
  expect(refs).toEqual(SECRETS.kafka.keys.map((key) => ({ name: SECRETS.kafka.name, key })));
  expect(container?.env).toContainEqual({ name: "PORT", value: "8080" });
});

test("it is nobody to the API server, and has no sidecar", () => {
  expect(template.spec).toMatchObject({
    serviceAccountName: "kafka-metrics",
    automountServiceAccountToken: false,
  });
  expect(template.metadata).not.toHaveProperty(["annotations", "dapr.io/enabled"]);
  expect(template.metadata.labels["app.kubernetes.io/component"]).not.toBe("service");
});

test("Prometheus alone may ask it, and is told to", () => {
  const policy = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "kafka-metrics");
  const { podSelector, ingress } = policy.inputs.spec as { podSelector: object; ingress: unknown };
  expect(namesOf(ingress)).toEqual(["monitoring:8080"]);
  expect(podSelector).toEqual({ matchLabels: { "app.kubernetes.io/name": "kafka-metrics" } });
  const monitor = only(resources, "kubernetes:monitoring.coreos.com/v1:PodMonitor", "kafka-metrics-monitor");
  expect(monitor.inputs.spec).toMatchObject({
    selector: podSelector,
    podMetricsEndpoints: [{ port: "http", path: "/metrics" }],
  });
  expect(waitsFor(monitor, resources)).toContain("kubernetes:helm.sh/v3:Release kube-prometheus-stack");
});

test("Kafka's names and the way to it are open to it, as to all pods", () => {
  const data = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "data");
  expect(data.inputs.spec).toMatchObject({ podSelector: {}, policyTypes: ["Egress"] });
  expect(JSON.stringify(data.inputs.spec)).toContain('"port":9093');
});

test("nobody else tells the same: figures that two tell are counted twice", () => {
  const kafka = only(resources, "kubernetes:kafka.strimzi.io/v1:Kafka", "kafka");
  expect(kafka.inputs.spec).not.toHaveProperty("kafkaExporter");
});
