import { type Migrations, migrationsBeside, outboxMigrations } from "@punctual/service-kit/migrate";

/** All that makes chat-api's schema, in the order it is made. */
export const migrations: readonly Migrations[] = [outboxMigrations, migrationsBeside(import.meta.url)];
