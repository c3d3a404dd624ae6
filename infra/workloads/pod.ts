import type * as k8s from "@pulumi/kubernetes";

/** What every pod of ours promises: Pod Security `restricted`, and a root file system that nothing writes to. */
export const POD_SECURITY = {
  runAsNonRoot: true,
  runAsUser: 65532,
  runAsGroup: 65532,
  fsGroup: 65532,
  seccompProfile: { type: "RuntimeDefault" },
} satisfies k8s.types.input.core.v1.PodSecurityContext;

/** The same for a container. */
export const CONTAINER_SECURITY = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
} satisfies k8s.types.input.core.v1.SecurityContext;

/** The one place that a container may write to. */
export const TMP = {
  volume: { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
  mount: { name: "tmp", mountPath: "/tmp" },
} as const;

/** A node's disk that a container may use, for /tmp and its logs: one that fills more is evicted, instead of its neighbours. */
export const DISK = { request: "64Mi", limit: "512Mi" } as const;

/** One environment variable from a key of a Secret. */
export function fromSecret(name: string, secret: string, key: string): k8s.types.input.core.v1.EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}
