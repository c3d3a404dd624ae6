import * as pulumi from "@pulumi/pulumi";
import type { KafkaConfig } from "../../config/kafka.ts";
import { admitOnly } from "../admit.ts";
import type { PlatformContext } from "../context.ts";
import { createSecret } from "../create-secret.ts";
import { derivePassword } from "../derive.ts";
import type { Foundation } from "../foundation.ts";
import { createNamespace } from "../namespaces.ts";
import { readSecret } from "../read-secret.ts";
import { installChart } from "../release.ts";
import type { SecretData } from "../secret-data.ts";
import { type Kafka, NAMESPACE, replicationFor, USERNAME } from "./kafka.ts";
import { redpandaValues } from "./redpanda-values.ts";

const KAFKA_PORT = 9093;
const ADMIN_PORT = 9644;
/** Made by cert-manager as the chart asks; its `ca.crt` is the authority of the release's own. */
const CERTIFICATE = "redpanda-default-cert";
const SECRETS = { users: "redpanda-users", bootstrap: "redpanda-bootstrap" };

/**
 * Redpanda in the cluster, by its own chart, with certificates of an authority of its own. Its one user may do
 * everything: the cluster serves nobody but us.
 *
 * @param clients namespaces whose pods may connect
 */
export function redpanda(
  config: Extract<KafkaConfig, { mode: "redpanda" }>,
  masterKey: string,
  clients: readonly string[],
  { certManager, monitoring }: Foundation,
  context: PlatformContext,
): Kafka {
  const { opts, capabilities } = context;
  const namespace = createNamespace(NAMESPACE, "restricted", context);
  const inside: PlatformContext = { ...context, opts: { ...opts, dependsOn: [namespace] } };
  const password = derivePassword(masterKey, `kafka/${USERNAME}`);
  const secret = (name: string, data: SecretData) =>
    createSecret(name, data, { ...inside, namespace: NAMESPACE });
  const guests = admitOnly(
    NAMESPACE,
    [
      ...clients.map((client) => ({ namespace: client, ports: [KAFKA_PORT] })),
      ...(monitoring.namespace ? [{ namespace: monitoring.namespace, ports: [ADMIN_PORT] }] : []),
    ],
    inside,
  );
  const release = installChart(
    {
      chart: "redpanda",
      namespace: NAMESPACE,
      values: redpandaValues(
        { ...config, zones: capabilities.severalNodes, monitors: monitoring.monitors },
        SECRETS,
      ),
      dependsOn: [
        namespace,
        guests,
        secret(SECRETS.users, { "users.txt": `${USERNAME}:${password}:SCRAM-SHA-512` }),
        secret(SECRETS.bootstrap, { password: derivePassword(masterKey, "kafka/bootstrap") }),
        ...certManager,
        ...(monitoring.monitors ? monitoring.ready : []),
      ],
    },
    context,
  );
  return {
    brokers: `redpanda.${NAMESPACE}.svc.cluster.local:${KAFKA_PORT}`,
    saslMechanism: "SHA-512",
    username: USERNAME,
    password: pulumi.secret(password),
    // The release is ready only once its pods have the certificate.
    caCert: readSecret({ namespace: NAMESPACE, secret: CERTIFICATE, key: "ca.crt" }, release, opts),
    replicationFactor: replicationFor(config.replicas),
    ports: [KAFKA_PORT],
    ready: [release],
  };
}
