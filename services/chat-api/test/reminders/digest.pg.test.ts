import type { NotifyRequest } from "@punctual/contracts/notification";
import { expect, it } from "vitest";
import { tellDigests } from "../../src/reminders/digest.ts";
import { startReminding } from "./support.ts";

const { pool, person } = await startReminding();

async function withDigest(at: string) {
  const ada = await person();
  const answer = await ada.ask("PATCH", "/api/me", { daily_digest_at: at, time_zone: "Europe/Berlin" });
  expect(answer.json()).toMatchObject({ daily_digest_at: at });
  return ada;
}
async function tellAt(now: string) {
  const told: NotifyRequest[] = [];
  const notify = async (notice: NotifyRequest) => {
    told.push(notice);
    return {} as never;
  };
  await tellDigests(pool, { notify }, new Date(now));
  return told;
}
const setNext = (userId: string, next: string) =>
  pool.query("UPDATE person SET digest_next_at = $2 WHERE id = $1", [userId, next]);

it("tells what is due today and overdue, once, by the person's clock", async () => {
  const ada = await withDigest("07:30");
  await ada.add({ title: "Rent", due_date: "2026-11-20" });
  await ada.add({ title: "Call Bob", due_at: "2026-11-24T22:30:00Z" });
  await ada.add({ title: "Early", due_at: "2026-11-23T23:30:00Z" });
  await ada.add({ title: "Milk", due_date: "2026-11-24" });
  await ada.add({ title: "Tomorrow", due_at: "2026-11-24T23:00:00Z" });
  await ada.add({ title: "Some day" });
  await setNext(ada.userId, "2026-11-24T06:30:00Z");
  expect(await tellAt("2026-11-24T06:29:59Z")).toEqual([]);
  const [digest, ...others] = await tellAt("2026-11-24T06:30:01Z");
  expect(others).toEqual([]);
  expect(digest).toMatchObject({ user_id: ada.userId, kind: "digest" });
  expect(digest?.title).toBe("Your day: 3 due today, 1 overdue");
  expect(digest?.body?.split("\n").sort()).toEqual([
    "Call Bob (23:30)",
    "Early (00:30)",
    "Milk",
    "Overdue: Rent",
  ]);
  expect(await tellAt("2026-11-24T06:31:00Z")).toEqual([]);
  expect((await tellAt("2026-11-25T06:30:00Z")).map(({ user_id }) => user_id)).toEqual([ada.userId]);
});

it("says nothing where nothing is due, of a day that is over, or once it is switched off", async () => {
  const idle = await withDigest("08:00");
  await setNext(idle.userId, "2026-12-01T07:00:00Z");
  expect(await tellAt("2026-12-01T07:00:00Z")).toEqual([]);
  await idle.ask("PATCH", "/api/me", { daily_digest_at: null });

  const away = await withDigest("08:00");
  await away.add({ title: "Rent", due_date: "2026-11-20" });
  await setNext(away.userId, "2026-11-29T07:00:00Z");
  expect(await tellAt("2026-12-01T08:00:00Z")).not.toContainEqual(
    expect.objectContaining({ user_id: away.userId }),
  );
  await away.ask("PATCH", "/api/me", { daily_digest_at: null });
  const { rows } = await pool.query("SELECT digest_next_at FROM person WHERE id = ANY($1)", [
    [idle.userId, away.userId],
  ]);
  expect(rows).toEqual([{ digest_next_at: null }, { digest_next_at: null }]);
});

it("follows the person to another zone", async () => {
  const ada = await withDigest("07:30");
  const next = async () => {
    const { rows } = await pool.query<{ next: Date }>(
      "SELECT digest_next_at AS next FROM person WHERE id = $1",
      [ada.userId],
    );
    return rows[0]?.next.toISOString().slice(11, 16);
  };
  await ada.ask("PATCH", "/api/me", { time_zone: "Asia/Tokyo" });
  expect(await next()).toBe("22:30");
  await ada.ask("PATCH", "/api/me", { name: "Ada" });
  expect(await next()).toBe("22:30");
});
