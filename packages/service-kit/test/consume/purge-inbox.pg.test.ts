import { purgeInbox } from "@punctual/service-kit/consume/purge-inbox";
import { consumerMigrations } from "@punctual/service-kit/migrate";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";

const { pool } = await createTestDatabase([consumerMigrations]);

test("events are forgotten once Kafka can't deliver them again, and not before", async () => {
  await pool.query(
    `INSERT INTO inbox (consumer, event_id, received_at)
     VALUES ('audit', 'old', now() - interval '9 days'), ('audit', 'young', now() - interval '7 days')`,
  );
  expect(await purgeInbox(pool)).toBe(1);
  expect(await purgeInbox(pool)).toBe(0);
  expect((await pool.query("SELECT event_id FROM inbox")).rows).toEqual([{ event_id: "young" }]);
});

test("more than one statement takes is purged in several", async () => {
  await pool.query(
    `INSERT INTO inbox (consumer, event_id, received_at)
     SELECT 'audit', n::text, now() - interval '20 days' FROM generate_series(1, 10100) AS n`,
  );
  expect(await purgeInbox(pool)).toBe(10_100);
});
