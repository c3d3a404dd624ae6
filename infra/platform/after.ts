import type * as pulumi from "@pulumi/pulumi";

/** Options of a resource that waits for others too, beside those that it waits for already. */
export function after(
  opts: pulumi.CustomResourceOptions,
  resources: readonly pulumi.Resource[],
): pulumi.CustomResourceOptions {
  const before = opts.dependsOn ?? [];
  const listed = Array.isArray(before) ? before : [before as pulumi.Input<pulumi.Resource>];
  return { ...opts, dependsOn: [...listed, ...resources] };
}
