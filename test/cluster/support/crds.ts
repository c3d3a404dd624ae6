import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { kubectl, tell } from "./kubectl.ts";

/** A Go module that carries CustomResourceDefinitions as its project publishes them. */
interface CrdSource {
  readonly module: string;
  readonly folder: string;
}

/** The operators that our charts install. Versions are those of the charts, as near as modules are published. */
const SOURCES: readonly CrdSource[] = [
  { module: "sigs.k8s.io/gateway-api@v1.4.1", folder: "config/crd/standard" },
  { module: "github.com/envoyproxy/gateway@v1.7.1", folder: "charts/gateway-helm/crds/generated" },
  { module: "github.com/cert-manager/cert-manager@v1.20.2", folder: "deploy/crds" },
  { module: "github.com/external-secrets/external-secrets@v1.3.2", folder: "config/crds/bases" },
  { module: "github.com/kedacore/keda/v2@v2.19.0", folder: "config/crd/bases" },
  { module: "github.com/cloudnative-pg/cloudnative-pg@v1.28.1", folder: "config/crd/bases" },
  {
    module: "github.com/prometheus-operator/prometheus-operator@v0.89.0",
    folder: "example/prometheus-operator-crd",
  },
];

/** Kinds whose definitions no module carries: their charts alone do. */
export const UNAVAILABLE: readonly string[] = [
  "kafka.strimzi.io/Kafka",
  "kafka.strimzi.io/KafkaNodePool",
  "kafka.strimzi.io/KafkaUser",
];

const definition = z.looseObject({
  kind: z.literal("CustomResourceDefinition"),
  metadata: z.looseObject({ name: z.string() }),
});

/** Adds the definitions that the cluster lacks. @returns the names of those that it added */
export async function installCrds(): Promise<string[]> {
  const there = new Set(
    (await kubectl(["get", "crd", "-o", "name"])).split("\n").map((name) => name.split("/")[1]),
  );
  const missing = (await Promise.all(SOURCES.map(definitions)))
    .flat()
    .filter(({ metadata }) => !there.has(metadata.name));
  const items = JSON.stringify({ apiVersion: "v1", kind: "List", items: missing });
  // By the server: some are longer than the annotation that a client-side apply writes may be.
  await kubectl(["apply", "--server-side", "-f", "-"], items);
  const names = missing.map(({ metadata }) => metadata.name);
  if (names.length > 0) {
    await kubectl([
      "wait",
      ...names.map((name) => `crd/${name}`),
      "--for=condition=established",
      "--timeout=60s",
    ]);
  }
  return names;
}

async function definitions({ module, folder }: CrdSource): Promise<z.infer<typeof definition>[]> {
  const { code, stdout, stderr } = await tell("go", ["mod", "download", "-json", module]);
  if (code !== 0) throw new Error(`${module} could not be downloaded: ${stdout}${stderr}`);
  const path = join((JSON.parse(stdout) as { Dir: string }).Dir, folder);
  return readdirSync(path)
    .filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml")
    .flatMap((file) => parseAllDocuments(readFileSync(join(path, file), "utf8")))
    .map((document) => definition.safeParse(document.toJS()).data)
    .filter((found) => found !== undefined);
}
