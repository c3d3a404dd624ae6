import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { SECRETS } from "@punctual/contracts/names";
import type { ScalingConfig } from "../config/platform.ts";
import type { BacklogSource } from "../workloads/scaling.ts";
import type { PlatformContext } from "./context.ts";
import type { Kafka } from "./kafka/kafka.ts";
import { createNamespace } from "./namespaces.ts";
import { installChart } from "./release.ts";

/** Namespace of KEDA, which asks Kafka how far consumers are behind. */
export const KEDA_NAMESPACE = "keda";

const AUTHENTICATION = "kafka";
/** The kubelet's number: control planes of private clusters may reach no other but 443 without a firewall's rule. */
const WEBHOOK_PORT = 10250;

/** What KEDA needs to be there. */
interface KedaArgs {
  readonly kafka: Kafka;
  /** The services' namespace, and Kafka's credentials in it. */
  readonly dependsOn: pulumi.Resource[];
}

/** Where a consumer's lag is seen, and what a ScaledObject depends on. */
export interface Keda {
  readonly backlog: BacklogSource;
  readonly ready: pulumi.Resource[];
}

/** KEDA by its chart, unless it is there already, and its way into Kafka; undefined where nothing scales by lag. */
export function installKeda(
  scaling: ScalingConfig,
  { kafka, dependsOn }: KedaArgs,
  context: PlatformContext,
): Keda | undefined {
  if (scaling.mode !== "keda") return undefined;
  const { namespace, labels, opts } = context;
  const installed = scaling.install ? [release(dependsOn, context)] : [];
  const { name } = SECRETS.kafka;
  const authentication = new k8s.apiextensions.CustomResource(
    "kafka-lag",
    {
      apiVersion: "keda.sh/v1alpha1",
      kind: "TriggerAuthentication",
      metadata: { name: AUTHENTICATION, namespace, labels },
      spec: {
        secretTargetRef: [
          { parameter: "username", name, key: "username" },
          { parameter: "password", name, key: "password" },
          { parameter: "ca", name, key: "caCert" },
        ],
      },
    },
    { ...opts, dependsOn: [...dependsOn, ...installed] },
  );
  return {
    backlog: {
      brokers: kafka.brokers,
      saslMechanism: kafka.saslMechanism,
      authentication: AUTHENTICATION,
    },
    ready: [...installed, authentication],
  };
}

function release(dependsOn: pulumi.Resource[], context: PlatformContext): k8s.helm.v3.Release {
  const { severalNodes } = context.capabilities;
  const namespace = createNamespace(KEDA_NAMESPACE, "restricted", context);
  const resources = { requests: { cpu: "20m", memory: "100Mi" }, limits: { memory: "512Mi" } };
  return installChart(
    {
      chart: "keda",
      namespace: namespace.metadata.name,
      values: {
        // Roles for the services' namespace alone: KEDA reads secrets.
        watchNamespace: context.namespace,
        // Deployments are all that it scales here.
        rbac: { enabledCustomScaledRefKinds: false },
        operator: { replicaCount: severalNodes ? 2 : 1 },
        webhooks: { port: WEBHOOK_PORT },
        service: { portHttpsTarget: WEBHOOK_PORT },
        resources: { operator: resources, metricServer: resources, webhooks: resources },
        image: { pullPolicy: "IfNotPresent" },
      },
      dependsOn,
    },
    context,
  );
}
