// Sets up PostgreSQL: a role with a schema of its own for each service and for Dapr's state store.
import { runJob } from "@punctual/service-kit/run-job";
import { passwordsIn, readDatabaseConfig } from "./database-config.ts";
import { onceUp } from "./once-up.ts";
import { asAdmin, isNotUp } from "./postgres/connect.ts";
import { PEOPLE } from "./postgres/people.ts";
import { ensureRoles } from "./postgres/roles.ts";

const PATIENCE = { withinMs: 60_000, everyMs: 1_000 };

await runJob({
  name: "setup-database",
  readConfig: () => readDatabaseConfig(process.env),
  async work(config, logger) {
    const wanted = { passwords: passwordsIn(config), people: PEOPLE };
    await onceUp(() => asAdmin(config.ADMIN_DATABASE_URL, (client) => ensureRoles(client, wanted, logger)), {
      isNotUp,
      ...PATIENCE,
      waits: (reason) => logger.info({ reason }, "waits for PostgreSQL"),
    });
    logger.info("PostgreSQL is set up");
  },
});
