import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { tell } from "../../support/tell.ts";
import { kubectl } from "./kubectl.ts";

/** A Go module that carries CustomResourceDefinitions as its project publishes them. */
interface CrdSource {
  readonly module: string;
  readonly folder: string;
}

/** The operators that our charts install, in the charts' versions. */
const SOURCES: readonly CrdSource[] = [
  { module: "sigs.k8s.io/gateway-api@v1.6.1", folder: "config/crd/standard" },
  {
    module: "github.com/envoyproxy/gateway@v1.9.0",
    folder: "charts/gateway-helm/charts/crds/crds/generated",
  },
  { module: "github.com/cert-manager/cert-manager@v1.21.2", folder: "deploy/crds" },
  // Version 2 isn't published as a module; the API, external-secrets.io/v1, is the same.
  { module: "github.com/external-secrets/external-secrets@v1.3.2", folder: "config/crds/bases" },
  { module: "github.com/kedacore/keda/v2@v2.20.2", folder: "config/crd/bases" },
  { module: "github.com/cloudnative-pg/cloudnative-pg@v1.30.0", folder: "config/crd/bases" },
  { module: "github.com/cloudnative-pg/plugin-barman-cloud@v0.15.0", folder: "config/crd/bases" },
  {
    module: "github.com/prometheus-operator/prometheus-operator@v0.93.1",
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

/**
 * Adds the definitions that the cluster lacks; tells the names of those that it is about to add.
 *
 * @param group of the kinds that are needed, such as `monitoring.coreos.com`; by default all that our charts bring
 */
export async function installCrds(adds: (names: string[]) => void, group = ""): Promise<void> {
  const there = new Set(
    (await kubectl(["get", "crd", "-o", "name"])).split("\n").map((name) => name.split("/")[1]),
  );
  const missing = (await Promise.all(SOURCES.map(definitions)))
    .flat()
    .filter(({ metadata }) => metadata.name.endsWith(group) && !there.has(metadata.name));
  const names = missing.map(({ metadata }) => metadata.name);
  adds(names);
  const items = JSON.stringify({ apiVersion: "v1", kind: "List", items: missing });
  // By the server: some are longer than the annotation that a client-side apply writes may be.
  await kubectl(["apply", "--server-side", "-f", "-"], items);
  if (names.length > 0) {
    await kubectl([
      "wait",
      ...names.map((name) => `crd/${name}`),
      "--for=condition=established",
      "--timeout=60s",
    ]);
  }
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
