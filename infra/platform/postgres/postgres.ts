import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseRole } from "@punctual/contracts/names";

/** A PostgreSQL that answers, with roles and schemas yet to be made. */
export interface Postgres {
  /** DSN of a role that may create roles and schemas; a secret. */
  readonly adminUrl: pulumi.Input<string>;
  /** PEM of the authority that `sslrootcert` in the DSN names; undefined where a public one signed. */
  readonly caCert: pulumi.Input<string> | undefined;
  /** For the network's policies. */
  readonly port: number;
  /** Made before any client may connect. */
  readonly ready: pulumi.Resource[];
}

/** The DSN of a role: the administrator's, with other credentials. */
export function roleUrl(adminUrl: string, role: DatabaseRole, password: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  return url.href;
}
