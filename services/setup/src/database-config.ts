import { type DatabaseRole, SERVICE_ROLES, STATE_STORE_ROLE } from "@punctual/contracts/names";
import { baseEnv, readConfig } from "@punctual/service-kit/config";
import { z } from "zod";

const password = (role: DatabaseRole) => z.string().min(1).describe(`password that role ${role} gets`);

const env = z.object({
  ADMIN_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe("DSN of a role that may make roles and schemas, in the database of the services"),
  DATABASE_PASSWORD_CHAT_API: password(SERVICE_ROLES.chatApi),
  DATABASE_PASSWORD_NOTIFIER: password(SERVICE_ROLES.notifier),
  DATABASE_PASSWORD_RECURRENCE: password(SERVICE_ROLES.recurrence),
  DATABASE_PASSWORD_DAPR_STATE: password(STATE_STORE_ROLE),
  LOG_LEVEL: baseEnv.shape.LOG_LEVEL,
});
/** Configuration of the set-up of PostgreSQL. */
export type DatabaseConfig = z.infer<typeof env>;

/** Reads the configuration of the set-up of PostgreSQL; throws ConfigError naming every wrong key. */
export function readDatabaseConfig(source: NodeJS.ProcessEnv): DatabaseConfig {
  return readConfig(env, source);
}

/** The password of each role. */
export function passwordsIn(config: DatabaseConfig): Readonly<Record<DatabaseRole, string>> {
  return {
    chat_api: config.DATABASE_PASSWORD_CHAT_API,
    notifier: config.DATABASE_PASSWORD_NOTIFIER,
    recurrence: config.DATABASE_PASSWORD_RECURRENCE,
    dapr_state: config.DATABASE_PASSWORD_DAPR_STATE,
  };
}
