import { listTasks } from "@punctual/chat-api/listing/list-tasks";
import { asPerson } from "@punctual/chat-api/store/unit-of-work";
import type { Task } from "@punctual/contracts/task";
import type { Query } from "@punctual/query/ast";
import { print } from "@punctual/query/print";
import { resolve } from "@punctual/query/resolve";
import { parseSort, printSort, SORT_KEYS, type SortKey } from "@punctual/query/sort";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queries } from "../../../../packages/query/test/support/arbitraries.ts";
import { startChatApi } from "../support/app.ts";
import { fits, mindsTrash, type Subject } from "./support/judge.ts";
import { addTasks, NOW, ZONE } from "./support/tasks.ts";

const { person, pool } = await startChatApi();
const ada = await person();
await addTasks(ada, pool);
const everything = await list({ query: "is:trashed OR -is:trashed", limit: 200 });
const { rows: projects } = await pool.query<{ id: number; name: string }>("SELECT id, name FROM project");
const subjects: Subject[] = everything.map((task) => ({
  task,
  project: projects.find(({ id }) => id === task.project_id)?.name ?? null,
}));

async function list(
  filter: { query?: string; sort?: string; limit?: number },
  userId = ada.userId,
): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await asPerson(pool, userId, (reader) =>
      listTasks(reader, { limit: 50, time_zone: ZONE, ...filter, ...(cursor ? { cursor } : {}) }, () => NOW),
    );
    tasks.push(...page.items);
    cursor = page.next_cursor;
  }
  return tasks;
}

/** Whether the query can be judged without an index of words and without saved filters. */
function isPlain(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.nodes.every(isPlain);
  if (query.kind === "not") return isPlain(query.node);
  return query.kind === "condition" && !["title", "notes", "saved"].includes(query.field);
}

/** Values that the tasks have, so that random queries find some. */
const near: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom("", "-"),
      fc.constantFrom(
        ...[
          "status:open",
          "is:overdue",
          "is:today",
          "is:upcoming",
          "is:recurring",
          "is:subtask",
          "is:trashed",
        ],
        ...[
          "priority>=high",
          "priority<medium",
          "priority:none,low",
          "due<=eow",
          "due<now",
          "due>now",
          "due:today",
        ],
        ...[
          "due>=2026-11-23T17:00:00Z",
          "due:2026-11-27",
          "due:..today",
          "due:today..tomorrow",
          "due:2027",
          "no:due",
        ],
        ...[
          "start<=today",
          "created<2026",
          "completed:yesterday",
          "deleted:today",
          "tag:home",
          "tag:g*",
          "no:tag",
        ],
        ...[
          "project:office",
          "project:old*",
          "project_id:none",
          "has:subtasks",
          "has:notes",
          "has:zone",
          "parent:none",
        ],
        ...[
          "estimate>30m",
          "estimate:30m..1h30m",
          "no:estimate",
          "reminder:today",
          "reminder<2026-11-23T17:00:00Z",
        ],
        ...["zone:europe/*", "recurrence:daily", "version:1", "updated<=now", "has:reminder", "no:project"],
      ),
      fc.constantFrom(" ", " OR "),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((parts) => parts.map(([not, text, joint], i) => `${i > 0 ? joint : ""}${not}${text}`).join(""));

async function expectJudged(text: string, query: Query): Promise<void> {
  const resolved = resolve(query, { now: NOW, timeZone: ZONE });
  const expected = subjects
    .filter(({ task }) => mindsTrash(resolved) || task.deleted_at === null)
    .filter((subject) => fits(resolved, subject, subjects))
    .map(({ task }) => task.title);
  const found = (await list({ query: text })).map(({ title }) => title);
  expect(found.toSorted()).toEqual(expected.toSorted());
}

describe("SQL finds what each task by itself fits", () => {
  test("by queries made of what the tasks have", async () => {
    const { parseQuery } = await import("@punctual/query/parse");
    await fc.assert(
      fc.asyncProperty(near, (text) => expectJudged(text, parseQuery(text))),
      { numRuns: 250 },
    );
  });

  test("by any query", async () => {
    const moments = queries.filter(isPlain).filter((query) => {
      try {
        return resolve(query, { now: NOW, timeZone: ZONE }) !== undefined;
      } catch {
        return false;
      }
    });
    await fc.assert(
      fc.asyncProperty(
        moments.filter((query) => print(query).length <= 2_000),
        (query) => expectJudged(print(query), query),
      ),
      { numRuns: 150 },
    );
  });
});

/** Keys of a task as the order goes by them; null comes last. */
function keyOf(name: SortKey["name"], { task }: Subject): string | number | null {
  switch (name) {
    case "priority":
      return ["none", "low", "medium", "high", "urgent"].indexOf(task.priority);
    case "due":
      return task.due_at ?? (task.due_date && `${task.due_date}T23:59:59.999Z`);
    case "title":
      return task.title.toLowerCase();
    case "estimate":
      return (
        task.estimate &&
        Number(/(\d+)H/.exec(task.estimate)?.[1] ?? 0) * 60 + Number(/(\d+)M/.exec(task.estimate)?.[1] ?? 0)
      );
    case "project":
      // Made in this order, and so arranged.
      return task.project_id;
    case "id":
    case "position":
      return task[name];
    default:
      return task[`${name}_at`];
  }
}

/** Reads all pages in an order, and expects of them what sorting by the tasks' own fields gives. */
async function expectOrdered(order: readonly SortKey[], query: string, limit: number): Promise<void> {
  const found = await list({ query, sort: printSort(order), limit });
  const subjectOf = (task: Task) => subjects.find((subject) => subject.task.id === task.id) as Subject;
  const keysOf = (task: Task) => order.map(({ name }) => keyOf(name, subjectOf(task)));
  const expected = (await list({ query })).toSorted((a, b) => {
    const [left, right] = [keysOf(a), keysOf(b)];
    const differs = order.findIndex((_, i) => left[i] !== right[i]);
    if (differs === -1) return 0;
    const [x, y] = [left[differs] ?? null, right[differs] ?? null];
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y === order[differs]?.descending ? 1 : -1;
  });
  // What the keys don't tell apart may be in either order.
  expect(found.map(keysOf)).toEqual(expected.map(keysOf));
  expect(found.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
}

const EVERYTHING = "is:trashed OR -is:trashed";

describe("all pages together are in the order asked for", () => {
  test("whatever the keys and the size of a page", async () => {
    const orders = fc
      .uniqueArray(fc.constantFrom(...SORT_KEYS.map(({ name }) => name)), { minLength: 1, maxLength: 4 })
      .chain((names) =>
        fc.tuple(...names.map((name) => fc.boolean().map((descending) => ({ name, descending })))),
      );
    const filters = fc.constantFrom(
      "",
      "status:open",
      "has:due",
      "priority>=medium",
      "no:project",
      EVERYTHING,
    );
    await fc.assert(fc.asyncProperty(orders, filters, fc.integer({ min: 1, max: 9 }), expectOrdered), {
      numRuns: 100,
    });
  });

  test.each([
    "project,due",
    "-project,-due,title",
    "-priority,-due",
    "priority,start,-due",
    "-estimate,project,due",
    "due,-project,start",
    "start,-completed,-due,title",
    "completed,-priority",
    "-priority,project,-estimate,due",
  ])("by %s, one by one", async (sort) => {
    await expectOrdered(parseSort(sort), EVERYTHING, 1);
  });

  test("with times that differ by microseconds, and titles that don't differ", async () => {
    const eve = await person();
    for (let i = 0; i < 6; i++) await eve.add({ title: "same", due_at: "2026-11-23T10:00:00Z" });
    await pool.query(
      "UPDATE task SET created_at = timestamptz '2026-11-23T10:00:00.123Z' + id % 3 * interval '1 microsecond' WHERE user_id = $1",
      [eve.userId],
    );
    for (const sort of ["created", "-created", "title", "-title,-due", "due,-created"]) {
      const all = await list({ sort, limit: 50 }, eve.userId);
      expect((await list({ sort, limit: 1 }, eve.userId)).map(({ id }) => id)).toEqual(
        all.map(({ id }) => id),
      );
      expect(all).toHaveLength(6);
    }
  });
});

test("a tag that thousands have is found and left out like any other", async () => {
  const eve = await person();
  const [tagged, plain] = [
    await eve.add({ title: "tagged", tags: ["common", "rare"] }),
    await eve.add({ title: "plain" }),
  ];
  await pool.query(
    `WITH more AS (
       INSERT INTO task (user_id, title, title_key, notes, priority, tags)
       SELECT $1, n::text, n::text, '', 'none', '{}' FROM generate_series(1, 1200) AS n RETURNING id
     )
     INSERT INTO task_tag (user_id, tag_id, task_id)
     SELECT $1, (SELECT id FROM tag WHERE user_id = $1 AND name_key = 'common'), id FROM more`,
    [eve.userId],
  );
  const found = async (query: string) =>
    (await list({ query, sort: "title", limit: 200 }, eve.userId)).length;
  expect(await found("tag:common")).toBe(1_201);
  expect(await found("tag:common tag:rare")).toBe(1);
  expect(await found("tag:common,rare -tag:rare")).toBe(1_200);
  const rest = await list({ query: "-tag:com*" }, eve.userId);
  expect(rest.map(({ id }) => id)).toEqual([plain.id]);
  expect((await list({ query: "tag:rare" }, eve.userId)).map(({ id }) => id)).toEqual([tagged.id]);
});
