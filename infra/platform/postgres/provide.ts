import * as pulumi from "@pulumi/pulumi";
import type { PostgresConfig } from "../../config/postgres.ts";
import { required } from "../../config/required.ts";
import type { StackConfig } from "../../config/schema.ts";
import type { PlatformContext } from "../context.ts";
import type { Foundation } from "../foundation.ts";
import { verifiedByCa } from "./ca.ts";
import { cloudNativePg } from "./cloudnativepg.ts";
import type { Postgres } from "./postgres.ts";

/** PostgreSQL's port where a DSN names none. */
const DEFAULT_PORT = 5432;

/** The PostgreSQL that a stack asks for. */
export function providePostgres(
  config: StackConfig,
  foundation: Foundation,
  context: PlatformContext,
): Postgres {
  const { postgres } = config;
  switch (postgres.mode) {
    case "given":
      return givenPostgres(postgres, config.postgresUrl);
    case "cloudnativepg": {
      const keys = {
        masterKey: required(config, "masterKey"),
        backup: postgres.backup ? required(config, "postgresBackupKey") : "",
      };
      return cloudNativePg(postgres, keys, foundation, context);
    }
  }
}

/** @param url undefined where only a vault knows it */
function givenPostgres(
  { caCert }: Extract<PostgresConfig, { mode: "given" }>,
  url: string | undefined,
): Postgres {
  if (url === undefined) return { adminUrl: "", caCert, port: DEFAULT_PORT, ready: [] };
  return {
    adminUrl: pulumi.secret(caCert ? verifiedByCa(url) : url),
    caCert,
    port: Number(new URL(url).port) || DEFAULT_PORT,
    ready: [],
  };
}
