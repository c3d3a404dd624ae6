import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { CliError } from "./errors.ts";

/** A program of others that is run here. */
interface Tool {
  readonly name: string;
  readonly from: string;
  /** What to do when it says that it may not. */
  readonly signIn?: string;
}

const TOOLS: Readonly<Record<string, Tool>> = {
  pulumi: { name: "Pulumi", from: "https://www.pulumi.com/docs/install/" },
  az: {
    name: "the Azure CLI",
    from: "https://learn.microsoft.com/cli/azure/install-azure-cli",
    signIn: "az login",
  },
  gcloud: {
    name: "the Google Cloud CLI",
    from: "https://cloud.google.com/sdk/docs/install",
    signIn: "gcloud auth login && gcloud auth application-default login",
  },
  oci: {
    name: "the OCI CLI",
    from: "https://docs.oracle.com/iaas/Content/API/SDKDocs/cliinstall.htm",
    signIn: "oci setup config",
  },
  docker: { name: "Docker with buildx", from: "https://docs.docker.com/engine/install/" },
  podman: { name: "Podman", from: "https://podman.io/docs/installation" },
  minikube: { name: "Minikube", from: "https://minikube.sigs.k8s.io/docs/start/" },
  cosign: { name: "Cosign", from: "https://docs.sigstore.dev/cosign/system_config/installation/" },
  oras: { name: "ORAS", from: "https://oras.land/docs/installation" },
  kubectl: { name: "kubectl", from: "https://kubernetes.io/docs/tasks/tools/" },
  openssl: { name: "OpenSSL", from: "https://openssl-library.org/source/" },
  python3: { name: "Python 3", from: "https://www.python.org/downloads/" },
  git: { name: "Git", from: "https://git-scm.com/downloads" },
};

/** Whether a program is on the PATH. */
export function isInstalled(tool: string, env: NodeJS.ProcessEnv): boolean {
  const extensions = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  return (env.PATH ?? "").split(delimiter).some((folder) =>
    extensions.some((extension) => {
      try {
        accessSync(join(folder, tool + extension), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }),
  );
}

/** @throws CliError naming what is missing, and where it is to be had */
export function requireTools(tools: Iterable<string>, env: NodeJS.ProcessEnv): void {
  const missing = [...new Set(tools)].filter((tool) => !isInstalled(tool, env));
  if (missing.length === 0) return;
  const each = missing.map(
    (tool) => `  ${tool} is not installed: ${TOOLS[tool]?.name} is at ${TOOLS[tool]?.from}`,
  );
  throw new CliError(`Nothing was done.\n${each.join("\n")}`);
}

/** What may help when a program failed; empty where nothing is known. */
export function hint(tool: string): string {
  const signIn = TOOLS[tool]?.signIn;
  return signIn ? `\nAre you signed in, and allowed to? ${signIn}` : "";
}
