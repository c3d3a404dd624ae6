import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { PlatformContext } from "./context.ts";
import { type DaprResource, readDaprFiles } from "./dapr-files.ts";

const configurationSpec = z.looseObject({
  tracing: z.looseObject({}),
  accessControl: z.looseObject({ policies: z.array(z.looseObject({})).optional() }),
});

/** What a stack adds to the files of `dapr/`, which know no namespace and no collector. */
interface Surroundings {
  readonly namespace: string;
  /** host:port of an OTLP/gRPC receiver; undefined: no traces. */
  readonly otlpEndpoint: string | undefined;
}

/** Puts a resource of `dapr/` into a stack's surroundings. */
export function place(resource: DaprResource, { namespace, otlpEndpoint }: Surroundings): DaprResource {
  const placed = { ...resource, metadata: { ...resource.metadata, namespace } };
  if (resource.kind !== "Configuration") return placed;
  const { accessControl, tracing, ...rest } = configurationSpec.parse(resource.spec);
  const otel = otlpEndpoint && {
    otel: { endpointAddress: otlpEndpoint, isSecure: false, protocol: "grpc" },
  };
  return {
    ...placed,
    spec: {
      ...rest,
      tracing: { ...tracing, ...otel },
      accessControl: {
        ...accessControl,
        ...(accessControl.policies && {
          policies: accessControl.policies.map((policy) => ({ ...policy, namespace })),
        }),
      },
    },
  };
}

/**
 * Applies `dapr/` as it is: the very files that a laptop's sidecars read.
 *
 * @param dependsOn Dapr's chart, for its CRDs, and the secrets that components refer to
 */
export function applyDaprResources(
  otlpEndpoint: string | undefined,
  dependsOn: pulumi.Resource[],
  { namespace, labels, opts }: PlatformContext,
): k8s.apiextensions.CustomResource[] {
  return readDaprFiles()
    .map((resource) => place(resource, { namespace, otlpEndpoint }))
    .map(
      ({ metadata, ...resource }) =>
        new k8s.apiextensions.CustomResource(
          `${resource.kind.toLowerCase()}-${metadata.name}`,
          { ...resource, metadata: { ...metadata, labels } },
          { ...opts, dependsOn },
        ),
    );
}
