import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** DSN of a superuser of the PostgreSQL server that service tests share. */
    postgresUrl: string;
  }
}

/** Gives the service tests a PostgreSQL server. */
export default async function setup(project: TestProject): Promise<void> {
  const url = process.env.PUNCTUAL_TEST_POSTGRES_URL;
  if (!url) throw new Error("PUNCTUAL_TEST_POSTGRES_URL is not set");
  project.provide("postgresUrl", url);
}
