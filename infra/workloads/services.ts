import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { APP_IDS, type AppId } from "@punctual/contracts/apps";
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
          env: envOf(row.appId, config, args.url),
        },
        { ...opts, dependsOn: args.dependsOn },
      ),
  );
}

type EnvVar = k8s.types.input.core.v1.EnvVar;

function envOf(appId: AppId, config: StackConfig, url: pulumi.Input<string>): EnvVar[] {
  if (appId === APP_IDS.chatApi) return chatApiEnv(config, url);
  return appId === APP_IDS.notifier ? notifierEnv(config, url) : [];
}

function notifierEnv({ webhookAllowedNetworks }: StackConfig, url: pulumi.Input<string>): EnvVar[] {
  const networks = webhookAllowedNetworks?.join(",");
  return [
    // Links in notices lead there.
    { name: "PUBLIC_URL", value: url },
    ...(networks === undefined ? [] : [{ name: "WEBHOOK_ALLOWED_NETWORKS", value: networks }]),
  ];
}

function chatApiEnv(config: StackConfig, url: pulumi.Input<string>): EnvVar[] {
  const { masterKey, ingress } = config;
  return [
    { name: "PUBLIC_URL", value: url },
    { name: "BOOTSTRAP_USER_ID", value: FIRST_USER },
    masterKey === undefined
      ? fromSecret("BOOTSTRAP_TOKEN_SHA256", FIRST_TOKEN_SECRET, FIRST_TOKEN_HASH_KEY)
      : // A hash of 256 random bits: not worth hiding.
        { name: "BOOTSTRAP_TOKEN_SHA256", value: firstToken(masterKey).sha256 },
    ...peopleEnv(config),
    // The gateway says whom it has let through.
    ...(ingress.mode === "gateway" ? [{ name: "TRUSTED_PROXIES", value: "1" }] : []),
  ];
}

/** Who comes in and how often, where the stack says it: what it leaves out is chat-api's own default. */
function peopleEnv({ signIn, api }: StackConfig): EnvVar[] {
  const given: Readonly<Record<string, string | undefined>> = {
    OIDC_ISSUER: signIn?.issuer,
    OIDC_CLIENT_ID: signIn?.clientId,
    OIDC_AUDIENCE: signIn?.audience,
    OIDC_ALLOWED_EMAILS: signIn?.allowedEmails?.join(","),
    CORS_ORIGINS: api?.corsOrigins?.join(","),
    RATE_LIMIT_PER_MINUTE: api?.rateLimitPerMinute?.toString(),
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
