import { consumerMigrations, type Migrations, migrationsBeside } from "@punctual/service-kit/migrate";

/** All that makes notifier's schema, in the order it is made. */
export const migrations: readonly Migrations[] = [consumerMigrations, migrationsBeside(import.meta.url)];
