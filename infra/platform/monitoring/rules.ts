import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { renderRules } from "@punctual/observability/rules/render";
import type { PlatformContext } from "../context.ts";

/** Has Prometheus evaluate Punctual's rules. @param runbooks where the pages are read that its alerts lead to */
export function provideRules(
  runbooks: string,
  dependsOn: pulumi.Resource[],
  { namespace, labels, opts }: PlatformContext,
): void {
  new k8s.apiextensions.CustomResource(
    "rules",
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: { name: "punctual", namespace, labels },
      spec: renderRules(runbooks),
    },
    { ...opts, dependsOn },
  );
}
