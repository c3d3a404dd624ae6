import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ScalingConfig } from "../config/platform.ts";
import type { ServiceRow } from "./catalog.ts";

/** Where KEDA sees how far a consumer is behind. */
export interface BacklogSource {
  readonly brokers: pulumi.Input<string>;
  readonly saslMechanism: "SHA-512" | "SHA-256";
  /** A KEDA TriggerAuthentication in the namespace. */
  readonly authentication: pulumi.Input<string>;
}

interface ScaleArgs {
  readonly row: ServiceRow;
  readonly scaling: ScalingConfig;
  readonly backlog: BacklogSource | undefined;
  readonly metadata: k8s.types.input.meta.v1.ObjectMeta;
}

/** Events that one replica may be behind before another is added. */
const LAG = "50";
/** Share of the requested CPU, in percent, above which a replica is added. */
const CPU_PERCENT = 70;

/** Gives a Deployment its autoscaler: by lag where it takes events and KEDA is there, else by CPU; none when fixed. */
export function scale(
  { row, scaling, backlog, metadata }: ScaleArgs,
  deployment: k8s.apps.v1.Deployment,
  opts: pulumi.CustomResourceOptions,
): void {
  if (scaling.mode === "fixed") return;
  const target = { apiVersion: "apps/v1", kind: "Deployment", name: deployment.metadata.name };
  if (backlog && row.consumes) {
    new k8s.apiextensions.CustomResource(
      `${row.appId}-scaler`,
      {
        apiVersion: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata,
        spec: {
          scaleTargetRef: target,
          minReplicaCount: scaling.min,
          maxReplicaCount: scaling.max,
          triggers: [lagTrigger(row.appId, row.consumes, backlog)],
        },
      },
      opts,
    );
    return;
  }
  new k8s.autoscaling.v2.HorizontalPodAutoscaler(
    row.appId,
    {
      metadata,
      spec: {
        scaleTargetRef: target,
        minReplicas: scaling.min,
        maxReplicas: scaling.max,
        metrics: [
          {
            // Of our container alone: the sidecar's share says nothing about ours.
            type: "ContainerResource",
            containerResource: {
              name: "cpu",
              container: row.appId,
              target: { type: "Utilization", averageUtilization: CPU_PERCENT },
            },
          },
        ],
      },
    },
    opts,
  );
}

/** KEDA's Apache Kafka scaler; the consumer group is the app id (dapr/components/kafka-pubsub.yaml). */
function lagTrigger(appId: string, topic: string, backlog: BacklogSource) {
  return {
    type: "kafka",
    metadata: {
      bootstrapServers: backlog.brokers,
      consumerGroup: appId,
      topic,
      lagThreshold: LAG,
      // As Dapr's initialOffset: a group that hasn't committed yet is behind by everything.
      offsetResetPolicy: "earliest",
      sasl: backlog.saslMechanism === "SHA-512" ? "scram_sha512" : "scram_sha256",
      tls: "enable",
    },
    authenticationRef: { name: backlog.authentication },
  };
}
