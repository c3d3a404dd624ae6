import * as k8s from "@pulumi/kubernetes";
import type { PlatformContext } from "./context.ts";

/** A level of the Pod Security Standards. */
export type PodSecurity = "privileged" | "baseline" | "restricted";

/**
 * A namespace that enforces a level of Pod Security (KEP-2579). What is allowed beyond `restricted` is still warned of.
 */
export function createNamespace(
  name: string,
  enforce: PodSecurity,
  { labels, opts }: Pick<PlatformContext, "labels" | "opts">,
): k8s.core.v1.Namespace {
  return new k8s.core.v1.Namespace(
    name,
    {
      metadata: {
        name,
        labels: {
          ...labels,
          "pod-security.kubernetes.io/enforce": enforce,
          "pod-security.kubernetes.io/enforce-version": "latest",
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
        },
      },
    },
    opts,
  );
}
