import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { SECRETS } from "@punctual/contracts/names";
import type { Images } from "../config/images.ts";
import type { PlatformContext } from "../platform/context.ts";
import { DATABASE_SETUP_SECRET, DATABASE_URL_KEY, databaseSecret } from "../platform/secret-names.ts";
import { CATALOG } from "./catalog.ts";
import { runOnce } from "./jobs.ts";
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

/** `brokers` to `KAFKA_BROKERS`, `caCert` to `KAFKA_CA_CERT`. */
const variable = (key: string) => `KAFKA_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

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
  const { kafka } = SECRETS;
  const topics = runOnce(
    {
      ...common,
      name: "topics",
      image: images.setup,
      program: "src/topics.ts",
      env: [
        ...kafka.keys.map((key) => fromSecret(variable(key), kafka.name, key)),
        { name: "KAFKA_REPLICATION_FACTOR", value: String(args.replicationFactor) },
      ],
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
