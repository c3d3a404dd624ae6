import { join, resolve } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type { OkeConfig } from "../../config/clusters/oke.ts";

const ours = (name: string) => join(import.meta.dirname, name);
/** A folder that is named from the top of the repository. */
const theirs = (folder: string) => resolve(import.meta.dirname, "../../..", folder);

/**
 * Installs what OKE lacks. Calico: OKE's CNI gives pods their addresses and enforces no NetworkPolicy at all, so that
 * without it every policy would be decoration. metrics-server: HorizontalPodAutoscalers read it; Oracle's add-on isn't
 * used, as it wants Oracle's cert-manager too, a second one beside the gateway's.
 */
export function installWhatOkeLacks(
  { calico, metricsServer }: Pick<OkeConfig, "calico" | "metricsServer">,
  provider: k8s.Provider,
): void {
  const install = (name: string, folder: string | undefined) =>
    new k8s.kustomize.v2.Directory(
      name,
      { directory: folder === undefined ? ours(name) : theirs(folder) },
      { provider },
    );
  install("calico", calico);
  install("metrics-server", metricsServer);
}
