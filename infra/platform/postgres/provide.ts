import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema.ts";
import type { PlatformContext } from "../context.ts";
import type { Postgres } from "./postgres.ts";

/** PostgreSQL's port where a DSN names none. */
const DEFAULT_PORT = 5432;

/** The PostgreSQL that a stack asks for. */
export function providePostgres({ postgres, postgresUrl }: StackConfig, _context: PlatformContext): Postgres {
  switch (postgres.mode) {
    case "given":
      return {
        adminUrl: pulumi.secret(postgresUrl ?? ""),
        port: Number(new URL(postgresUrl ?? "").port) || DEFAULT_PORT,
        ready: [],
      };
    default:
      throw new Error(`${postgres.mode}: not yet`);
  }
}
