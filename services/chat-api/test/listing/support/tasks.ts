import type pg from "pg";
import type { Person } from "../../support/app.ts";

/** Monday, 23 November 2026, 13:00 in Berlin. */
export const NOW = Date.parse("2026-11-23T12:00:00Z");
export const ZONE = "Europe/Berlin";

/** Times that only the server sets, by the task's title. */
const TIMES: Readonly<Record<string, string>> = {
  "Buy milk": "created_at = '2026-11-23T08:00:00Z', updated_at = '2026-11-23T10:30:00Z'",
  "Bake bread": "created_at = '2026-11-22T08:00:00Z'",
  "Pay taxes": "created_at = '2026-11-01T08:00:00Z'",
  "Water plants": "status = 'done', completed_at = '2026-11-22T10:00:00Z'",
  "Old thing":
    "status = 'done', completed_at = '2026-10-15T10:00:00Z', created_at = '2025-05-05T05:05:05.123456Z'",
  "Fetch parcel": "status = 'done', completed_at = '2026-11-23T11:00:00Z'",
  "Plan trip": "version = 2",
  "Thrown away": "deleted_at = '2026-11-23T09:00:00Z'",
  "Thrown away long ago": "deleted_at = '2026-11-01T09:00:00Z'",
};

/**
 * Gives a person tasks of all kinds, the names of which tell them apart.
 *
 * @returns ids by title
 */
export async function addTasks(who: Person, pool: pg.Pool): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  const house = await project(who, "Old house");
  const office = await project(who, "Office");
  const add = async (title: string, draft: object = {}) =>
    void ids.set(title, (await who.add({ title, ...draft })).id);
  await add("Buy milk", {
    notes: "call back the shop",
    priority: "high",
    tags: ["home"],
    project_id: house,
    due_at: "2026-11-23T17:00:00Z",
    time_zone: "Europe/Berlin",
    estimate: "PT30M",
    reminders: [{ before: "PT30M", of: "due" }],
  });
  await add("Bake bread", { tags: ["home", "Garden"], estimate: "PT1H30M" });
  await add("Pay taxes", {
    priority: "urgent",
    tags: ["work"],
    project_id: office,
    due_date: "2026-11-20",
    estimate: "PT2H",
  });
  await add("Write the text", {
    priority: "high",
    tags: ["home"],
    project_id: office,
    due_date: "2026-11-23",
    start_at: "2026-11-23T08:00:00Z",
  });
  await add("Weekly report", {
    priority: "medium",
    tags: ["work"],
    project_id: office,
    due_date: "2026-11-27",
    estimate: "PT1H",
    recurrence: { rrule: "FREQ=WEEKLY;BYDAY=FR" },
  });
  await add("Plan trip", { priority: "low", due_date: "2026-12-15", start_at: "2026-12-10T08:00:00Z" });
  await add("House", { project_id: house });
  await add("Paint wall", {
    priority: "urgent",
    project_id: house,
    parent_id: ids.get("House"),
    due_at: "2026-11-24T07:30:00Z",
  });
  await add("Water plants", {
    priority: "low",
    tags: ["Garden"],
    due_date: "2026-11-22",
    recurrence: { rrule: "FREQ=DAILY" },
  });
  await add("Old thing", { due_date: "2026-10-10" });
  await add("Fetch parcel", { due_at: "2026-11-23T10:00:00Z", tags: ["home"] });
  await add("Month end", { priority: "high", due_date: "2026-11-30" });
  await add("Call at three", { due_at: "2026-11-23T14:00:00Z", notes: "buy milk first" });
  await add("Next year", { due_date: "2027-03-01", reminders: [{ at: "2026-11-23T20:00:00Z" }] });
  await add("Thrown away", { tags: ["home"], due_date: "2026-11-23" });
  await add("Thrown away long ago");
  await pool.query("UPDATE task SET created_at = $2, updated_at = $3 WHERE user_id = $1", [
    who.userId,
    "2026-11-19T08:00:00Z",
    "2026-11-20T08:00:00Z",
  ]);
  for (const [title, set] of Object.entries(TIMES)) {
    await pool.query(`UPDATE task SET ${set} WHERE id = $1`, [ids.get(title)]);
  }
  return ids;
}

async function project(who: Person, name: string): Promise<number> {
  const answer = await who.ask("POST", "/api/projects", { name });
  return answer.json<{ id: number }>().id;
}
