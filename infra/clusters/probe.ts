import { CoreV1Api, KubeConfig, VersionApi } from "@kubernetes/client-node";

/** What was found behind a context. */
interface Context {
  /** A kubeconfig's text with certificates and tokens within, so that it works from any folder. */
  readonly kubeconfig: string;
}

/** Makes sure that a context of the kubeconfig answers and is big enough. */
export type ContextProbe = (context: string) => Promise<Context>;

/** A context that can't be used; the message says what to do. */
export class ContextError extends Error {
  override readonly name = "ContextError";
}

/** The oldest minor version of Kubernetes 1 that Dapr 1.16 and our manifests run on. */
const LEAST_MINOR = 30;
/** What all parts request together, with room for a rollout. */
const LEAST = { cores: 2, memoryGiB: 5 };
const TIMEOUT_MS = 10_000;

/**
 * Asks the API server behind a context for its version and its nodes.
 *
 * @throws ContextError when there is no such context, it doesn't answer, or it is too old or too small
 */
export const probeContext: ContextProbe = async (context) => {
  const config = loadContext(context);
  const start = "Start it with: minikube start --cpus 4 --memory 8g --cni calico";
  const version = await answer(
    config.makeApiClient(VersionApi).getCode(),
    (reason) => `The cluster behind context "${context}" doesn't answer (${reason}). ${start}`,
  );
  // Some distributions write "34+". What isn't a number is no Kubernetes that we know.
  if (!(Number.parseInt(version.minor, 10) >= LEAST_MINOR)) {
    throw new ContextError(
      `Context "${context}" runs Kubernetes ${version.gitVersion}; 1.${LEAST_MINOR} or newer is needed: minikube start --kubernetes-version=stable`,
    );
  }
  const { items } = await answer(
    config.makeApiClient(CoreV1Api).listNode(),
    (reason) => `Context "${context}" may not list nodes (${reason}): use one that administers the cluster.`,
  );
  const allocatable = items.map(({ status }) => status?.allocatable ?? {});
  const cores = sum(allocatable.map(({ cpu = "0" }) => inCores(cpu)));
  const memoryGiB = sum(allocatable.map(({ memory = "0" }) => inGiB(memory)));
  if (cores < LEAST.cores || memoryGiB < LEAST.memoryGiB) {
    throw new ContextError(
      `Context "${context}" has ${cores} cores and ${memoryGiB.toFixed(1)} GiB to give; ${LEAST.cores} and ${LEAST.memoryGiB} are needed. ${start}`,
    );
  }
  return { kubeconfig: config.exportConfig() };
};

function loadContext(context: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (cause) {
    throw new ContextError(
      `The kubeconfig can't be read (${reasonOf(cause)}). Start Minikube (minikube start), or say where it is by KUBECONFIG.`,
      { cause },
    );
  }
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(context)) {
    throw new ContextError(
      `The kubeconfig has no context "${context}" (it has: ${names.join(", ") || "none"}). Start Minikube (minikube start), or name another: pulumi config set --path 'punctual:cluster.context' NAME`,
    );
  }
  config.setCurrentContext(context);
  return config;
}

async function answer<T>(request: Promise<T>, explain: (reason: string) => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing within ${TIMEOUT_MS / 1000} s`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([request, late]);
  } catch (cause) {
    throw new ContextError(explain(reasonOf(cause)), { cause });
  } finally {
    clearTimeout(timer);
  }
}

/** The first line of what went wrong. */
function reasonOf(cause: unknown): string {
  const [line = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
  return line;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

/** Cores of a Kubernetes quantity: `2` or `1930m`. */
function inCores(quantity: string): number {
  return quantity.endsWith("m") ? Number.parseInt(quantity, 10) / 1000 : Number(quantity);
}

const BYTES: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** GiB of a Kubernetes quantity: `8148Mi`, or bytes. */
function inGiB(quantity: string): number {
  const unit = quantity.slice(-2);
  return (Number.parseFloat(quantity) * (BYTES[unit] ?? 1)) / 2 ** 30;
}
