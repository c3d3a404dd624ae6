import { createHash } from "node:crypto";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { PlatformContext } from "../platform/context.ts";
import { DATABASE_CA } from "../platform/postgres/ca.ts";
import { CONTAINER_SECURITY, DISK, POD_SECURITY, TMP } from "./pod.ts";

/** Something done once before a rollout. */
export interface JobArgs {
  readonly name: string;
  readonly image: string;
  readonly pullSecret: string | undefined;
  /** The program, below the image's own folder: `src/migrate.ts`. */
  readonly program: string;
  readonly env?: readonly k8s.types.input.core.v1.EnvVar[];
  readonly envFrom?: readonly k8s.types.input.core.v1.EnvFromSource[];
  readonly secretsVersion: pulumi.Input<string>;
  /** Its ServiceAccount, which has no rights; the job is given no token of it. */
  readonly account: k8s.core.v1.ServiceAccount;
  readonly dependsOn: pulumi.Resource[];
}

/**
 * A Job that must end well before what depends on it is touched. It runs again when its image or a secret changes: a
 * Job can't be changed, so a new one with another name takes its place. It has no time to live: one that Kubernetes
 * cleaned away would be made again by the next `up`.
 */
export function runOnce(args: JobArgs, { namespace, labels, opts }: PlatformContext): k8s.batch.v1.Job {
  const { name, image, program } = args;
  const version = createHash("sha256").update(image).digest("hex").slice(0, 8);
  const own = { ...labels, "app.kubernetes.io/name": name, "app.kubernetes.io/component": "job" };
  return new k8s.batch.v1.Job(
    name,
    {
      metadata: { name: `${name}-${version}`, namespace, labels: own },
      spec: {
        backoffLimit: 4,
        activeDeadlineSeconds: 600,
        template: {
          metadata: { labels: own, annotations: { "punctual/secrets-version": args.secretsVersion } },
          spec: {
            restartPolicy: "Never",
            serviceAccountName: args.account.metadata.name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: POD_SECURITY,
            ...(args.pullSecret && { imagePullSecrets: [{ name: args.pullSecret }] }),
            volumes: [TMP.volume, DATABASE_CA.volume],
            containers: [
              {
                name: "job",
                image,
                imagePullPolicy: "IfNotPresent",
                args: [program],
                env: [...(args.env ?? [])],
                envFrom: [...(args.envFrom ?? [])],
                resources: {
                  requests: { cpu: "50m", memory: "128Mi", "ephemeral-storage": DISK.request },
                  limits: { memory: "256Mi", "ephemeral-storage": DISK.limit },
                },
                securityContext: CONTAINER_SECURITY,
                volumeMounts: [TMP.mount, DATABASE_CA.mount],
              },
            ],
          },
        },
      },
    },
    {
      ...opts,
      dependsOn: [args.account, ...args.dependsOn],
      replaceOnChanges: ["spec"],
      deleteBeforeReplace: true,
    },
  );
}
