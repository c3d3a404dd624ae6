/**
 * Annotation by which Pulumi waits for a custom resource, as it does for Kubernetes' own kinds: until its controller
 * says that it is ready (pulumi-kubernetes, `pulumi.com/waitFor`).
 */
export const UNTIL_READY = { "pulumi.com/waitFor": "condition=Ready" } as const;
