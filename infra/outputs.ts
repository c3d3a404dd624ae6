import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./clusters/cluster.ts";
import type { StackConfig } from "./config/schema.ts";
import type { Ingress } from "./platform/ingress.ts";
import type { Monitoring } from "./platform/monitoring.ts";
import { firstToken } from "./platform/secret-data.ts";

/** What `pulumi stack output` shows. */
export interface Outputs {
  readonly url: pulumi.Output<string>;
  /** A command that tells the load balancer's address, for DNS. */
  readonly address: string;
  readonly kubeconfig: pulumi.Output<string>;
  readonly kubeconfigCommand: pulumi.Output<string>;
  readonly grafana: pulumi.Output<string>;
  readonly registry: pulumi.Output<string>;
  readonly firstToken: pulumi.Output<string>;
  readonly next: string;
}

/** What people need to use a stack. */
export function outputs(
  config: StackConfig,
  cluster: Cluster,
  { url, address, grafana }: Pick<Ingress, "url" | "address"> & Pick<Monitoring, "grafana">,
): Outputs {
  return {
    url: pulumi.output(url),
    address,
    kubeconfig: pulumi.secret(cluster.kubeconfig),
    kubeconfigCommand: cluster.kubeconfigCommand,
    grafana: pulumi.output(grafana),
    registry: cluster.registry ?? pulumi.output("none of this stack's own"),
    firstToken: pulumi.secret(
      config.masterKey ? firstToken(config.masterKey).token : "in the vault: see docs/deploy/secrets.md",
    ),
    next: config.images
      ? "Services are deployed."
      : `No images yet: npm run infra -- images ${pulumi.getStack()}, then pulumi up again.`,
  };
}
