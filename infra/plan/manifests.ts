import type { Recorded } from "./record.ts";
import { MASK, mask } from "./secrets.ts";

/** A Kubernetes manifest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** The Kubernetes objects among a program's resources, as they would be sent. Charts aren't: see {@link chartsIn}. */
export function manifestsIn(resources: readonly Recorded[]): Manifest[] {
  return resources
    .filter(
      ({ type, custom }) => custom && type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm"),
    )
    .map(({ inputs }) => inputs as Manifest);
}

/** A chart that would be installed. */
export interface PlannedChart {
  readonly name: string;
  readonly chart: string;
  readonly version: string | undefined;
  readonly repository: string | undefined;
  readonly namespace: string;
  readonly values: Record<string, unknown>;
}

/** The Helm releases among a program's resources. */
export function chartsIn(resources: readonly Recorded[]): PlannedChart[] {
  return resources
    .filter(({ type }) => type === "kubernetes:helm.sh/v3:Release")
    .map(({ inputs }) => ({
      name: String(inputs.name),
      chart: String(inputs.chart),
      version: inputs.version as string | undefined,
      repository: (inputs.repositoryOpts as { repo?: string } | undefined)?.repo,
      namespace: String(inputs.namespace),
      values: inputs.values as Record<string, unknown>,
    }));
}

/** Every secret text in a plan, as far as Kubernetes Secrets hold it. */
export function secretsIn(resources: readonly Recorded[]): string[] {
  return manifestsIn(resources)
    .filter(({ kind }) => kind === "Secret")
    .flatMap(({ stringData }) => Object.values((stringData ?? {}) as Record<string, string>));
}

/** A manifest that may be shown: values of Secrets, and their texts anywhere else, are masked. */
export function masked(manifest: Manifest, secrets: readonly string[]): Manifest {
  if (manifest.kind !== "Secret") return mask(manifest, secrets);
  const hidden = Object.fromEntries(
    ["data", "stringData"]
      .filter((field) => manifest[field] !== undefined)
      .map((field) => [
        field,
        Object.fromEntries(Object.keys(manifest[field] as object).map((key) => [key, MASK])),
      ]),
  );
  return { ...manifest, ...hidden };
}
