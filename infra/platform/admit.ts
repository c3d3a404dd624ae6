import * as k8s from "@pulumi/kubernetes";
import type { PlatformContext } from "./context.ts";
import { inNamespace, tcp } from "./peers.ts";

/** Pods of another namespace that may open connections to some ports. */
export interface Guest {
  readonly namespace: string;
  readonly ports: readonly number[];
}

/** Lets nobody open connections to a namespace's pods but each other and the guests. */
export function admitOnly(
  namespace: string,
  guests: readonly Guest[],
  { labels, opts }: PlatformContext,
): k8s.networking.v1.NetworkPolicy {
  return new k8s.networking.v1.NetworkPolicy(
    `${namespace}-guests`,
    {
      metadata: { name: "guests", namespace, labels },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress"],
        ingress: [
          { from: [{ podSelector: {} }] },
          ...guests.map((guest) => ({
            from: [inNamespace(guest.namespace)],
            ports: tcp(...guest.ports),
          })),
        ],
      },
    },
    opts,
  );
}
