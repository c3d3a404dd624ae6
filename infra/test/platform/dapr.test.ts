import { expect, it } from "vitest";
import { chartsIn, manifestsIn } from "../../plan/manifests.ts";
import type { Recorded } from "../../plan/record.ts";
import { readDaprFiles } from "../../platform/dapr-files.ts";
import { place } from "../../platform/dapr-resources.ts";
import { planned } from "../support/planned.ts";
import { GKE, MINIKUBE } from "../support/values.ts";

const chartOf = (resources: Recorded[]) => chartsIn(resources).find(({ name }) => name === "dapr");
const json = JSON.stringify;

it("runs one of each on one node, and three where there are several", async () => {
  expect(chartOf(await planned("minikube", MINIKUBE))?.values).toMatchObject({
    global: { ha: { enabled: false } },
  });
  expect(chartOf(await planned("gke", GKE))?.values).toMatchObject({ global: { ha: { enabled: true } } });
});

it("has mTLS on, and sidecars that Pod Security's restricted level lets in", async () => {
  expect(chartOf(await planned("minikube", MINIKUBE))?.values).toMatchObject({
    global: { mtls: { enabled: true } },
    dapr_sidecar_injector: { sidecarDropALLCapabilities: true },
  });
});

it("takes a CA of one's own, its key as a secret", async () => {
  const cert = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
  const ca = { rootCert: cert("root"), issuerCert: cert("issuer") };
  const key = "-----BEGIN EC PRIVATE KEY-----\nkey\n-----END EC PRIVATE KEY-----\n";
  const resources = await planned("minikube", {
    ...MINIKUBE,
    "punctual:dapr": json({ mode: "install", ca }),
    "punctual:daprIssuerKey": key,
  });
  expect(chartOf(resources)?.values.dapr_sentry).toEqual({
    tls: { root: { certPEM: ca.rootCert }, issuer: { certPEM: ca.issuerCert, keyPEM: key } },
  });
  const release = resources.find(({ type, name }) => type.endsWith(":Release") && name === "dapr");
  expect(release?.secretInputs).toContain("values");
});

it("isn't installed where it is given, and its resources are applied all the same", async () => {
  const resources = await planned("minikube", { ...MINIKUBE, "punctual:dapr": json({ mode: "given" }) });
  expect(chartOf(resources)).toBeUndefined();
  expect(resources.filter(({ type }) => type.startsWith("kubernetes:dapr.io/"))).toHaveLength(
    readDaprFiles().length,
  );
});

it("applies the files of dapr/ as they are, but for the namespace", async () => {
  const applied = manifestsIn(await planned("minikube", { ...MINIKUBE, "punctual:namespace": "elsewhere" }));
  for (const file of readDaprFiles()) {
    const found = applied.find(
      ({ kind, metadata }) => kind === file.kind && metadata.name === file.metadata.name,
    );
    const expected = JSON.parse(json(file).replaceAll('"namespace":"default"', '"namespace":"elsewhere"'));
    expect(found).toMatchObject({
      ...expected,
      metadata: { name: file.metadata.name, namespace: "elsewhere" },
    });
    expect(Object.keys(found?.spec ?? {}).sort()).toEqual(Object.keys(file.spec).sort());
  }
});

it("lets callers in by the namespace that they really are in", () => {
  for (const file of readDaprFiles().filter(({ kind }) => kind === "Configuration")) {
    const placed = json(place(file, { namespace: "elsewhere", otlpEndpoint: undefined }));
    expect(placed).not.toContain('"namespace":"default"');
  }
});

it("sends traces where there is a receiver", () => {
  const [configuration] = readDaprFiles().filter(({ kind }) => kind === "Configuration");
  if (!configuration) throw new Error("there is no Configuration");
  expect(place(configuration, { namespace: "n", otlpEndpoint: "tempo:4317" }).spec.tracing).toMatchObject({
    samplingRate: "1",
    otel: { endpointAddress: "tempo:4317", protocol: "grpc" },
  });
});
