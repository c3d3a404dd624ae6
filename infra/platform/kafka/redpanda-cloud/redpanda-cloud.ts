import * as pulumi from "@pulumi/pulumi";
import type { KafkaConfig } from "../../../config/kafka.ts";
import type { PlatformContext } from "../../context.ts";
import { derivePassword } from "../../derive.ts";
import { type Kafka, USERNAME } from "../kafka.ts";
import { RIGHTS } from "../rights.ts";
import { Acl, RedpandaProvider, ResourceGroup, ServerlessCluster, User } from "./resources.ts";

/** Of every serverless cluster. */
const PORT = 9092;
const COPIES = 3;

/** The secrets of the stack that Redpanda Cloud needs. */
interface Keys {
  readonly masterKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A serverless cluster of Redpanda Cloud's, and a user in it that may touch our topics and nothing else. */
export function redpandaCloud(
  config: Extract<KafkaConfig, { mode: "redpanda-cloud" }>,
  { masterKey, clientId, clientSecret }: Keys,
  { labels }: Pick<PlatformContext, "labels">,
): Kafka {
  const provider = new RedpandaProvider("redpanda", {
    clientId: pulumi.secret(clientId),
    clientSecret: pulumi.secret(clientSecret),
  });
  const opts = { provider };
  const group = new ResourceGroup("redpanda", { name: config.resourceGroup }, opts);
  const cluster = new ServerlessCluster(
    "redpanda",
    {
      name: config.name,
      resourceGroupId: group.id,
      serverlessRegion: config.region,
      allowDeletion: !config.deletionProtection,
      // Without the labels' prefixes, which a tag's name doesn't take.
      tags: Object.fromEntries(
        Object.entries(labels).map(([label, value]) => [label.slice(label.indexOf("/") + 1), value]),
      ),
    },
    { ...opts, protect: config.deletionProtection },
  );
  // What is inside a cluster goes with it, so nothing there is worth a guard of its own.
  const inside = {
    clusterApiUrl: cluster.dataplaneApi.apply(({ url }) => url),
    allowDeletion: true,
  };
  const password = pulumi.secret(derivePassword(masterKey, `kafka/${USERNAME}`));
  const user = new User(
    "redpanda",
    { ...inside, name: USERNAME, password, mechanism: "scram-sha-512" },
    { ...opts, additionalSecretOutputs: ["password"] },
  );
  return {
    brokers: cluster.kafkaApi.apply(({ seedBrokers }) => seedBrokers.join(",")),
    saslMechanism: "SHA-512",
    username: USERNAME,
    password,
    // A public authority signs Redpanda Cloud's brokers.
    caCert: "",
    replicationFactor: COPIES,
    ports: [PORT],
    ready: [user, ...grant(inside, { ...opts, dependsOn: [user] })],
  };
}

function grant(
  inside: { readonly clusterApiUrl: pulumi.Input<string>; readonly allowDeletion: boolean },
  opts: pulumi.CustomResourceOptions,
): Acl[] {
  return RIGHTS.flatMap(({ resource, name, match, operations }) =>
    operations.map(
      (operation) =>
        new Acl(
          `${resource}-${name}-${operation}`,
          {
            ...inside,
            resourceType: resource === "topic" ? "TOPIC" : "GROUP",
            resourceName: name,
            resourcePatternType: match === "prefix" ? "PREFIXED" : "LITERAL",
            principal: `User:${USERNAME}`,
            host: "*",
            operation: operation.replace(/(?<=[a-z])(?=[A-Z])/, "_").toUpperCase(),
            permissionType: "ALLOW",
          },
          opts,
        ),
    ),
  );
}
