import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

const DAPR = join(import.meta.dirname, "../../dapr");

/** Folders of `dapr/` that a cluster gets; `local/` is a laptop's. */
const FOLDERS = ["cluster", "components", "configurations", "resiliency", "subscriptions"];

const resource = z.looseObject({
  apiVersion: z.string(),
  kind: z.enum(["Component", "Configuration", "Resiliency", "Subscription"]),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.record(z.string(), z.unknown()),
});
/** A resource of Dapr as its file declares it. */
export type DaprResource = z.infer<typeof resource>;

/** Every resource that `dapr/` has for a cluster. @throws when a file holds something else */
export function readDaprFiles(): DaprResource[] {
  return FOLDERS.flatMap((folder) => readdirSync(join(DAPR, folder)).map((file) => join(DAPR, folder, file)))
    .flatMap((path) => parseAllDocuments(readFileSync(path, "utf8")))
    .map((document) => resource.parse(document.toJS()));
}
