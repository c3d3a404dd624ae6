import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../test/support/postgres-database.ts";
import { runJob, said } from "../../../test/support/run-job.ts";

const JOB = new URL("./support/migrate-consumer.ts", import.meta.url);

test("says what it did, and the second time that there was nothing to do", async () => {
  const { url } = await createTestDatabase();
  const first = await runJob(JOB, { DATABASE_URL: url });
  expect(first).toMatchObject({ exitCode: 0, stderr: "" });
  expect(first.log).toMatchObject([
    { level: "info", service: "notifier", msg: "migrated", migration: "0001_inbox" },
    { level: "info", msg: "migrated", migration: "0002_inbox_received_at" },
    { level: "info", msg: "the schema is up to date", schema: "public" },
  ]);
  const second = await runJob(JOB, { DATABASE_URL: url });
  expect(second).toMatchObject({ exitCode: 0, stderr: "" });
  expect(said(second, "info")).toEqual(["the schema is up to date"]);
});

describe("ends with 1, and one line that says why,", () => {
  test.for<[string, Readonly<Record<string, string>>, RegExp]>([
    ["when it isn't told where the database is", {}, /DATABASE_URL is not set/],
    ["when what it is told is wrong", { DATABASE_URL: "mysql://root@127.0.0.1/x" }, /DATABASE_URL /],
    ["when nothing listens there", { DATABASE_URL: "postgres://me@127.0.0.1:1/x" }, /ECONNREFUSED/],
    [
      "when nothing listens at any address of a name",
      { DATABASE_URL: "postgres://me@localhost:1/x" },
      /ECONNREFUSED/,
    ],
  ])("%s", async ([, env, reason]) => {
    const outcome = await runJob(JOB, env);
    expect(outcome).toMatchObject({ exitCode: 1, stderr: "" });
    expect(said(outcome, "fatal")).toEqual([expect.stringMatching(reason)]);
    expect(outcome.log).toHaveLength(1);
  });

  test("when a migration fails, and more of it at debug level", async () => {
    const { url, pool } = await createTestDatabase();
    await pool.query("CREATE TABLE inbox ()");
    const outcome = await runJob(JOB, { DATABASE_URL: url });
    expect(outcome).toMatchObject({ exitCode: 1, stderr: "" });
    expect(said(outcome, "fatal")).toEqual([expect.stringContaining('relation "inbox" already exists')]);
    const detailed = await runJob(JOB, { DATABASE_URL: url, LOG_LEVEL: "debug" });
    expect(detailed.log).toContainEqual(
      expect.objectContaining({ msg: "the failure in full", level: "debug" }),
    );
  });
});
