import type * as pulumi from "@pulumi/pulumi";
import type { Monitoring } from "./monitoring.ts";

/** What is in the cluster before its data services. */
export interface Foundation {
  /** Ready once Certificates are understood and issued; empty where nobody here makes it so. */
  readonly certManager: pulumi.Resource[];
  readonly monitoring: Pick<Monitoring, "namespace" | "monitors" | "ready">;
}
