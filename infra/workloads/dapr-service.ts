import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Capabilities } from "../clusters/cluster.ts";
import type { ScalingConfig } from "../config/platform.ts";
import { grantSecrets } from "./access.ts";
import { PORT, type ServiceRow } from "./catalog.ts";
import { deploymentSpec } from "./deployment.ts";
import { type BacklogSource, scale } from "./scaling.ts";

/** What a service is deployed with. */
export interface DaprServiceArgs {
  readonly row: ServiceRow;
  readonly namespace: string;
  readonly image: string;
  readonly pullSecret: string | undefined;
  /** Variables beyond those that every service has. */
  readonly env: readonly k8s.types.input.core.v1.EnvVar[];
  readonly scaling: ScalingConfig;
  /** Where KEDA sees a consumer's lag; undefined where KEDA isn't used. */
  readonly backlog: BacklogSource | undefined;
  readonly capabilities: Pick<Capabilities, "severalNodes">;
  /** Changes when a secret does, so that pods are replaced. */
  readonly secretsVersion: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * One of our services behind its Dapr sidecar: Deployment, Service, identity that reads just the named secrets,
 * disruption budget and autoscaler.
 */
export class DaprService extends pulumi.ComponentResource {
  /** Name of the Kubernetes Service, port 80. */
  readonly serviceName: pulumi.Output<string>;
  readonly deployment: k8s.apps.v1.Deployment;

  constructor(name: string, args: DaprServiceArgs, opts: pulumi.ComponentResourceOptions) {
    super("punctual:workloads:DaprService", name, args, opts);
    const { row, namespace } = args;
    // Children don't wait for what their component depends on, so each is told.
    const own: pulumi.CustomResourceOptions = {
      parent: this,
      ...(opts.dependsOn !== undefined && { dependsOn: opts.dependsOn }),
    };
    const selector = { "app.kubernetes.io/name": row.appId };
    const labels = { ...args.labels, ...selector, "app.kubernetes.io/component": "service" };
    const metadata = { name: row.appId, namespace, labels };

    const account = grantSecrets({ name: row.appId, namespace, labels, secrets: row.sidecarSecrets }, own);
    this.deployment = new k8s.apps.v1.Deployment(
      name,
      { metadata, spec: deploymentSpec(args, { labels, selector, account: account.metadata.name }) },
      own,
    );
    const service = new k8s.core.v1.Service(
      name,
      { metadata, spec: { selector, ports: [{ name: "http", port: 80, targetPort: PORT }] } },
      own,
    );
    new k8s.policy.v1.PodDisruptionBudget(
      name,
      // Also right for a single replica: a minimum of one would hold up every drain of a node.
      { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selector } } },
      own,
    );
    scale({ row, scaling: args.scaling, backlog: args.backlog, metadata }, this.deployment, own);
    this.serviceName = service.metadata.name;
    this.registerOutputs({ serviceName: this.serviceName });
  }
}
