import type { StackConfig } from "../../config/schema.ts";
import type { StackFiles } from "../data-dir.ts";
import type { Step } from "../step.ts";
import { azureState } from "./azure.ts";
import { googleState } from "./google.ts";
import { folder, given, randomKey, type StateHome } from "./home.ts";
import { oracleState } from "./oracle.ts";

/** What a stack's state is planned from. */
export interface StateRequest {
  readonly stack: string;
  readonly config: StackConfig;
  readonly files: StackFiles;
  /** Instead of the target's own: a backend that exists. */
  readonly backend?: string | undefined;
  readonly secretsProvider?: string | undefined;
  /** The user whose keys open a bucket in Oracle Cloud. */
  readonly user: () => string;
}

/** Everything that `init` does, in order. */
export interface StatePlan {
  readonly steps: readonly Step[];
  /** Where the state will be; may hold answers. */
  readonly backend: string;
  readonly secretsProvider: string;
}

/** Plans where a stack's state and secrets are kept, the stack itself, and those of its secrets that can be made. */
export function planState(request: StateRequest): StatePlan {
  const home = homeOf(request);
  const { stack, config, files } = request;
  const pulumi = (...args: string[]) => ({
    tool: "pulumi",
    args: [...args, "--stack", stack, "--non-interactive"],
  });
  const masterKey: Step = {
    kind: "run",
    purpose: "the key that internal passwords and tokens are derived from",
    command: { ...pulumi("config", "set", "--secret", "punctual:masterKey"), stdin: randomKey },
    unless: pulumi("config", "get", "punctual:masterKey"),
  };
  return {
    backend: home.backend,
    secretsProvider: home.secretsProvider,
    steps: [
      ...home.steps,
      {
        kind: "variables",
        purpose: `what Pulumi must know to find it again, in ${files.variables}`,
        path: files.variables,
        values: { PULUMI_BACKEND_URL: home.backend, ...home.variables },
        // Pulumi would rather take it than the file.
        unset: ["PULUMI_CONFIG_PASSPHRASE"],
      },
      {
        kind: "run",
        purpose: `the stack ${stack}`,
        command: pulumi("stack", "init", "--secrets-provider", home.secretsProvider),
        unless: pulumi("stack", "--show-name"),
      },
      ...(config.secrets.mode === "stack" ? [masterKey] : []),
    ],
  };
}

function homeOf({ stack, config, files, backend, secretsProvider, user }: StateRequest): StateHome {
  if (backend !== undefined) return given(backend, secretsProvider, files);
  switch (config.target) {
    case "minikube":
      return folder(files);
    case "aks":
      return azureState(config.cluster, stack);
    case "gke":
      return googleState(config.cluster, stack);
    case "oke":
      return oracleState(config.cluster, user(), files);
  }
}
