import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Images } from "../config/images.ts";
import type { PlatformContext } from "../platform/context.ts";
import { DATABASE_SETUP_SECRET, DATABASE_URL_KEY, databaseSecret } from "../platform/secret-names.ts";
import { CATALOG } from "./catalog.ts";
import { runOnce } from "./jobs.ts";
import { KAFKA_ENV } from "./kafka-env.ts";
import { fromSecret } from "./pod.ts";

interface SetupArgs {
  readonly images: Images;
  readonly pullSecret: string | undefined;
  readonly secretsVersion: pulumi.Input<string>;
  readonly replicationFactor: number;
  readonly dependsOn: pulumi.Resource[];
}

/** Who the jobs are in the cluster: nobody with rights. Also not the namespace's default account, which others may give some. */
const ACCOUNT = "setup";

/**
 * What must be there before a service starts: topics, roles and schemas (services/setup), then each service's tables.
 *
 * @returns what every Deployment depends on
 */
export function prepare(args: SetupArgs, context: PlatformContext): pulumi.Resource[] {
  const { images, pullSecret, secretsVersion, dependsOn } = args;
  const { namespace, labels, opts } = context;
  const account = new k8s.core.v1.ServiceAccount(
    ACCOUNT,
    { metadata: { name: ACCOUNT, namespace, labels }, automountServiceAccountToken: false },
    { ...opts, dependsOn },
  );
  const common = { pullSecret, secretsVersion, account };
  const topics = runOnce(
    {
      ...common,
      name: "topics",
      image: images.setup,
      program: "src/topics.ts",
      env: [...KAFKA_ENV, { name: "KAFKA_REPLICATION_FACTOR", value: String(args.replicationFactor) }],
      dependsOn,
    },
    context,
  );
  const database = runOnce(
    {
      ...common,
      name: "database",
      image: images.setup,
      program: "src/database.ts",
      envFrom: [{ secretRef: { name: DATABASE_SETUP_SECRET } }],
      dependsOn,
    },
    context,
  );
  const migrations = CATALOG.map(({ appId }) =>
    runOnce(
      {
        ...common,
        name: `${appId}-migrate`,
        image: images[appId],
        program: "src/migrate.ts",
        env: [fromSecret("DATABASE_URL", databaseSecret(appId), DATABASE_URL_KEY)],
        dependsOn: [database],
      },
      context,
    ),
  );
  return [topics, ...migrations];
}
