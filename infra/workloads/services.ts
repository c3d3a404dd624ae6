import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { APP_IDS } from "@punctual/contracts/apps";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "../platform/context.ts";
import { firstToken } from "../platform/secret-data.ts";
import { FIRST_TOKEN_HASH_KEY, FIRST_TOKEN_SECRET } from "../platform/secret-names.ts";
import { CATALOG } from "./catalog.ts";
import { DaprService } from "./dapr-service.ts";
import { fromSecret } from "./pod.ts";
import type { BacklogSource } from "./scaling.ts";

/** The user that the first token belongs to. */
const FIRST_USER = "me";

interface ServicesArgs {
  /** Address that people reach chat-api by. */
  readonly url: pulumi.Input<string>;
  readonly pullSecret: string | undefined;
  readonly secretsVersion: pulumi.Input<string>;
  readonly backlog: BacklogSource | undefined;
  /** Dapr, its resources, and the jobs that prepare topics and tables. */
  readonly dependsOn: pulumi.Resource[];
}

/** Deploys every service of the catalogue. */
export function deployServices(
  config: StackConfig,
  args: ServicesArgs,
  { namespace, labels, capabilities, opts }: PlatformContext,
): DaprService[] {
  const { images, scaling } = config;
  if (!images) return [];
  return CATALOG.map(
    (row) =>
      new DaprService(
        row.appId,
        {
          row,
          namespace,
          labels,
          capabilities,
          scaling,
          image: images[row.appId],
          pullSecret: args.pullSecret,
          secretsVersion: args.secretsVersion,
          backlog: args.backlog,
          env: row.appId === APP_IDS.chatApi ? chatApiEnv(config, args.url) : [],
        },
        { ...opts, dependsOn: args.dependsOn },
      ),
  );
}

function chatApiEnv({ masterKey }: StackConfig, url: pulumi.Input<string>): k8s.types.input.core.v1.EnvVar[] {
  return [
    { name: "PUBLIC_URL", value: url },
    { name: "BOOTSTRAP_USER_ID", value: FIRST_USER },
    masterKey === undefined
      ? fromSecret("BOOTSTRAP_TOKEN_SHA256", FIRST_TOKEN_SECRET, FIRST_TOKEN_HASH_KEY)
      : // A hash of 256 random bits: not worth hiding.
        { name: "BOOTSTRAP_TOKEN_SHA256", value: firstToken(masterKey).sha256 },
  ];
}
