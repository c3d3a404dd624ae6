import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listTasks } from "@punctual/chat-api/listing/list-tasks";
import { migrations } from "@punctual/chat-api/migrations";
import { asPerson } from "@punctual/chat-api/store/unit-of-work";
import { FIELDS } from "@punctual/query/fields";
import { SORT_KEYS } from "@punctual/query/sort";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";
import { NOW, ZONE } from "./support/tasks.ts";

const { pool, url } = await createTestDatabase(migrations);
// The pool's statements may take seconds only.
const filler = new pg.Client({ connectionString: url });
await filler.connect();
await filler.query(readFileSync(join(import.meta.dirname, "support/fill.sql"), "utf8"));
await filler.query("VACUUM ANALYZE");
await filler.end();

interface Plan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly Plans?: readonly Plan[];
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** The plans of all statements that a list takes, each as the person's role makes it. */
async function plansOf(filter: {
  query?: string;
  sort?: string;
  cursor?: string;
  limit?: number;
}): Promise<Plan[]> {
  const plans: Plan[] = [];
  await asPerson(pool, "u17", async (reader) => {
    const query = async (statement: string | pg.QueryConfig, given?: unknown[]) => {
      const { text, values } = typeof statement === "string" ? { text: statement, values: given } : statement;
      const { rows } = await reader.db.query(`EXPLAIN (FORMAT JSON) ${text}`, values);
      plans.push(...nodesOf(rows[0]["QUERY PLAN"][0].Plan));
      return reader.db.query(text, values);
    };
    const db = { query } as unknown as pg.PoolClient;
    await listTasks({ ...reader, db }, { limit: 50, time_zone: ZONE, ...filter }, () => NOW);
  });
  return plans;
}

/** Every table of the person's is read by an index, from their own rows on. */
function expectIndexed(plans: readonly Plan[]): void {
  const whole = plans.filter(
    (node) => node["Node Type"] === "Seq Scan" && /^task/.test(node["Relation Name"] ?? ""),
  );
  expect(whole).toEqual([]);
  const others = plans.filter(
    (node) =>
      /^task_(open_)?by|^task_of_user$/.test(node["Index Name"] ?? "") &&
      !node["Index Cond"]?.includes("user_id"),
  );
  expect(others).toEqual([]);
}

function indexesOf(plans: readonly Plan[]): (string | undefined)[] {
  return plans.map((node) => node["Index Name"]);
}

/** A query for each field, and the index that it is made for; `undefined`: any of the person's own rows. */
const QUERIES: Readonly<
  Record<(typeof FIELDS)[number]["name"], readonly [query: string, index: RegExp | undefined]>
> = {
  status: ["status:open", undefined],
  priority: ["status:open priority>=high", /^task_(open_)?by_priority$/],
  is: ["is:today", /^task_(open_)?by_due$/],
  has: ["has:reminder", /^task_reminding$/],
  no: ["no:due status:open", /^task_(open_)?by_due$|^task_of_user$/],
  tag: ["tag:t3", /^task_tag_/],
  project: ["project:p3", /^task_of_project$/],
  project_id: ["project_id:99", /^task_of_project$/],
  parent: ["parent:17", /^task_of_parent$/],
  id: ["id:17,57", /^task_pkey$|^task_of_user$/],
  title: ["title:task", /^task_word_of_user$/],
  notes: ["notes:notes", /^task_word_of_user$/],
  due: ["due:2026-11-24..2026-11-25", /^task_by_due$/],
  start: ["start:2026-11", /^task_by_start$/],
  reminder: ["reminder:2026-11", /^task_reminding$/],
  created: ["created:2026-06-05", /^task_by_created$/],
  updated: ["updated:2026-06-05", /^task_by_updated$/],
  completed: ["completed:2026-06-05", /^task_by_completed$/],
  deleted: ["deleted:2026-11-05", /^task_trashed$/],
  recurrence: ["recurrence:weekly", /^task_recurring$/],
  estimate: ["estimate:14m", /^task_by_estimate$/],
  zone: ["zone:Europe/Berlin", undefined],
  version: ["version>1", undefined],
  saved: ["status:open", undefined],
};

describe("a filter is read by an index", () => {
  test.each(FIELDS.map(({ name }) => name))("by %s", async (name) => {
    const [query, index] = QUERIES[name];
    const plans = await plansOf({ query });
    expectIndexed(plans);
    if (index) expect(indexesOf(plans)).toContainEqual(expect.stringMatching(index));
  });

  test("by several fields, in an order that goes with them", async () => {
    const filter = { query: "status:open priority>=high due:2026-11", sort: "-priority,due" };
    const plans = await plansOf(filter);
    expectIndexed(plans);
    expect(indexesOf(plans)).toContain("task_open_by_priority");
    const range = plans.find((node) => node["Index Name"] === "task_open_by_priority")?.["Index Cond"];
    expect(range).toMatch(/priority_rank = .*due_key >= .*due_key </);
  });
});

/** The index that gives each order. */
const ORDERS: Readonly<Record<(typeof SORT_KEYS)[number]["name"], RegExp>> = {
  priority: /^task_by_priority$/,
  due: /^task_by_due$/,
  title: /^task_by_title$/,
  created: /^task_by_created$/,
  updated: /^task_by_updated$/,
  completed: /^task_by_completed$/,
  start: /^task_by_start$/,
  position: /^task_by_position$/,
  project: /^task_of_project$/,
  estimate: /^task_by_estimate$/,
  // Of few people, the planner may as well walk everybody's ids.
  id: /^task_of_user$|^task_pkey$/,
};

describe("an order is given by its index", () => {
  test.each(SORT_KEYS.flatMap(({ name }) => [name, `-${name}`]))(
    "by %s, and from a cursor on",
    async (sort) => {
      const index = ORDERS[sort.replace("-", "") as keyof typeof ORDERS];
      const { next_cursor: cursor } = await asPerson(pool, "u17", (reader) =>
        listTasks(reader, { sort, limit: 5, time_zone: ZONE }, () => NOW),
      );
      for (const plans of [
        await plansOf({ sort, limit: 5 }),
        await plansOf({ sort, limit: 5, cursor: cursor ?? "" }),
      ]) {
        expectIndexed(plans);
        expect(indexesOf(plans)).toContainEqual(expect.stringMatching(index));
      }
    },
  );
});

test("whether a task has subtasks is asked by an index when it goes for good", async () => {
  // As the foreign key asks.
  const { rows } = await pool.query(
    "EXPLAIN (FORMAT JSON) SELECT FROM ONLY task WHERE 17 = parent_id FOR KEY SHARE",
  );
  expect(nodesOf(rows[0]["QUERY PLAN"][0].Plan).map((node) => node["Index Name"])).toContain(
    "task_of_parent",
  );
});
