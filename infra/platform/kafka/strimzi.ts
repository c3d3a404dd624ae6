import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { KafkaConfig } from "../../config/kafka.ts";
import { admitOnly } from "../admit.ts";
import type { PlatformContext } from "../context.ts";
import { createSecret } from "../create-secret.ts";
import { derivePassword } from "../derive.ts";
import type { Foundation } from "../foundation.ts";
import { createNamespace } from "../namespaces.ts";
import { readSecret } from "../read-secret.ts";
import { installChart } from "../release.ts";
import { type Kafka, NAMESPACE, replicationFor, USERNAME } from "./kafka.ts";
import { monitorStrimzi, STRIMZI_METRICS_PORTS } from "./strimzi-monitors.ts";
import { CLUSTER_LABEL, kafkaSpec, nodePoolSpec, userSpec } from "./strimzi-specs.ts";

const NAME = "punctual";
const PORT = 9093;
const API = "kafka.strimzi.io/v1";
const PASSWORD = { secret: "kafka-user", key: "password" };
/** Has Pulumi wait until the operator says so. */
const UNTIL_READY = { "pulumi.com/waitFor": "condition=Ready" };

/**
 * Apache Kafka in the cluster, by the Strimzi operator. Its one user may touch our topics and nothing else.
 *
 * @param clients namespaces whose pods may connect
 */
export function strimzi(
  config: Extract<KafkaConfig, { mode: "strimzi" }>,
  masterKey: string,
  clients: readonly string[],
  { monitoring }: Foundation,
  context: PlatformContext,
): Kafka {
  const { labels, opts, capabilities } = context;
  const size = { ...config, severalNodes: capabilities.severalNodes, metrics: monitoring.monitors };
  const namespace = createNamespace(NAMESPACE, "restricted", context);
  const guests = admitOnly(
    NAMESPACE,
    [
      ...clients.map((client) => ({ namespace: client, ports: [PORT] })),
      ...(monitoring.namespace ? [{ namespace: monitoring.namespace, ports: STRIMZI_METRICS_PORTS }] : []),
    ],
    { ...context, opts: { ...opts, dependsOn: [namespace] } },
  );
  const operator = installOperator([namespace, guests], context);
  const own = { ...labels, [CLUSTER_LABEL]: NAME };
  const metadata = { name: NAME, namespace: NAMESPACE, labels: own };

  const pool = new k8s.apiextensions.CustomResource(
    "kafka-nodes",
    {
      apiVersion: API,
      kind: "KafkaNodePool",
      metadata: { ...metadata, name: "nodes" },
      spec: nodePoolSpec(size, { "strimzi.io/name": `${NAME}-kafka` }),
    },
    { ...opts, dependsOn: [operator] },
  );
  const kafka = new k8s.apiextensions.CustomResource(
    "kafka",
    {
      apiVersion: API,
      kind: "Kafka",
      metadata: { ...metadata, labels, annotations: UNTIL_READY },
      spec: kafkaSpec(size, PORT),
    },
    { ...opts, dependsOn: [operator, pool], customTimeouts: { create: "20m", update: "30m" } },
  );
  const password = pulumi.secret(derivePassword(masterKey, `kafka/${USERNAME}`));
  const secret = createSecret(
    PASSWORD.secret,
    { [PASSWORD.key]: password },
    { namespace: NAMESPACE, labels, opts: { ...opts, dependsOn: [namespace] } },
  );
  const user = new k8s.apiextensions.CustomResource(
    "kafka-user",
    {
      apiVersion: API,
      kind: "KafkaUser",
      metadata: { ...metadata, name: USERNAME, annotations: UNTIL_READY },
      spec: userSpec(PASSWORD.secret, PASSWORD.key),
    },
    { ...opts, dependsOn: [kafka, secret] },
  );
  if (monitoring.monitors) monitorStrimzi(NAMESPACE, [namespace, ...monitoring.ready], context);
  return {
    brokers: `${NAME}-kafka-bootstrap.${NAMESPACE}.svc:${PORT}`,
    saslMechanism: "SHA-512",
    username: USERNAME,
    password,
    caCert: readSecret(
      { namespace: NAMESPACE, secret: `${NAME}-cluster-ca-cert`, key: "ca.crt" },
      kafka,
      opts,
    ),
    replicationFactor: replicationFor(config.replicas),
    ports: [PORT],
    ready: [user],
  };
}

/** The operator, for its own namespace alone. */
function installOperator(dependsOn: pulumi.Resource[], context: PlatformContext): k8s.helm.v3.Release {
  return installChart(
    {
      chart: "strimzi",
      namespace: NAMESPACE,
      values: {
        extraEnvs: [
          // Pods that Pod Security `restricted` admits.
          { name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" },
        ],
        // Its own policies would let everybody connect to the brokers.
        generateNetworkPolicy: false,
        resources: { requests: { cpu: "100m", memory: "384Mi" }, limits: { memory: "384Mi" } },
      },
      dependsOn,
    },
    context,
  );
}
