import * as pulumi from "@pulumi/pulumi";
import { redpandaPackage } from "./package.ts";

// As much of the package's resources as we use: registry.terraform.io/providers/redpanda-data/redpanda, in the names that
// Pulumi's bridge gives them. An output is a property that is passed as undefined.

type Args<Fields> = { readonly [Field in keyof Fields]: pulumi.Input<Fields[Field]> };

const type = (name: string) => `redpanda:index/${name[0]?.toLowerCase()}${name.slice(1)}:${name}`;

/** Access to Redpanda Cloud, by a service account of the organization. */
export class RedpandaProvider extends pulumi.ProviderResource {
  constructor(name: string, args: Args<{ clientId: string; clientSecret: string }>) {
    super("redpanda", name, args, {}, false, redpandaPackage());
  }
}

/** What clusters are grouped by, for rights and bills. */
export class ResourceGroup extends pulumi.CustomResource {
  constructor(name: string, args: Args<{ name: string }>, opts: pulumi.CustomResourceOptions) {
    super(type("ResourceGroup"), name, args, opts, false, redpandaPackage());
  }
}

/** A serverless cluster: paid by use, always three copies, brokers at public addresses. */
export class ServerlessCluster extends pulumi.CustomResource {
  /** Bootstrap servers, each host:port. */
  declare readonly kafkaApi: pulumi.Output<{ readonly seedBrokers: readonly string[] }>;
  /** Where users and rights are made. */
  declare readonly dataplaneApi: pulumi.Output<{ readonly url: string }>;

  constructor(
    name: string,
    args: Args<{
      name: string;
      resourceGroupId: string;
      serverlessRegion: string;
      /** The provider refuses to destroy it otherwise. */
      allowDeletion: boolean;
      tags: Readonly<Record<string, string>>;
    }>,
    opts: pulumi.CustomResourceOptions,
  ) {
    const props = { ...args, kafkaApi: undefined, dataplaneApi: undefined };
    super(type("ServerlessCluster"), name, props, opts, false, redpandaPackage());
  }
}

/** A SASL user of a cluster. */
export class User extends pulumi.CustomResource {
  constructor(
    name: string,
    args: Args<{
      name: string;
      password: string;
      mechanism: "scram-sha-256" | "scram-sha-512";
      clusterApiUrl: string;
      allowDeletion: boolean;
    }>,
    opts: pulumi.CustomResourceOptions,
  ) {
    super(type("User"), name, args, opts, false, redpandaPackage());
  }
}

/** One thing that a user may do (KIP-11). */
export class Acl extends pulumi.CustomResource {
  constructor(
    name: string,
    args: Args<{
      resourceType: "TOPIC" | "GROUP";
      resourceName: string;
      resourcePatternType: "LITERAL" | "PREFIXED";
      /** `User:NAME`. */
      principal: string;
      host: string;
      /** Such as ALTER_CONFIGS. */
      operation: string;
      permissionType: "ALLOW";
      clusterApiUrl: string;
      allowDeletion: boolean;
    }>,
    opts: pulumi.CustomResourceOptions,
  ) {
    super(type("Acl"), name, args, opts, false, redpandaPackage());
  }
}
