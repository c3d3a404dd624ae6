import { Readable } from "node:stream";
import type { Task } from "@punctual/contracts/task";
import type { Writer } from "@punctual/interchange/entry";
import { FORMATS, type FormatName } from "@punctual/interchange/formats";
import type { InterchangeRecord, InterchangeTask } from "@punctual/interchange/record";
import type pg from "pg";
import { listTasks } from "../listing/list-tasks.ts";
import { projectNames } from "../store/named.ts";
import { findTasks } from "../store/tasks/read.ts";
import { type Reader, readAs } from "../store/unit-of-work.ts";
import { uidsOf } from "./existing.ts";
import { exportedNamed } from "./export-named.ts";

/** What is exported. */
export interface ExportOptions {
  readonly query?: string | undefined;
  readonly time_zone: string;
}

/** Tasks that are read at once: about as much as is written to a client at once. */
const PAGE = 200;

/**
 * Writes a person's tasks as a stream. It reads on only as fast as the client takes it, and holds neither a transaction
 * nor more than a page: a task that is changed meanwhile comes as it is by then, and one that is purged doesn't come.
 *
 * @throws query_invalid before anything is written
 */
export async function exportTasks(
  pool: pg.Pool,
  userId: string,
  options: ExportOptions & { readonly format: FormatName },
): Promise<Readable> {
  return streamTasks(pool, userId, options, FORMATS[options.format].write, options.format === "json");
}

/** Writes tasks with a writer; `whole` with all that isn't a task, and with the trash where no query says which. */
export async function streamTasks(
  pool: pg.Pool,
  userId: string,
  options: ExportOptions,
  write: Writer,
  whole: boolean,
): Promise<Readable> {
  const ids = await readAs(pool, userId, (reader) =>
    options.query === undefined
      ? allIds(reader, whole)
      : idsOfQuery(reader, options.query, options.time_zone),
  );
  const at = new Date().toISOString();
  return Readable.from(write(records(pool, userId, ids, whole), { at }), { objectMode: false });
}

/** In the order of lists: project by project, in manual order, each task after its parent. */
async function allIds({ db, userId }: Reader, trashed: boolean): Promise<number[]> {
  const { rows } = await db.query<{ id: number; parent_id: number | null }>(
    `SELECT task.id, task.parent_id FROM task LEFT JOIN project ON project.id = task.project_id AND project.user_id = $1
     WHERE task.user_id = $1 AND ($2 OR task.deleted_at IS NULL)
     ORDER BY project.position NULLS FIRST, project.id NULLS FIRST, task.position, task.id`,
    [userId, trashed],
  );
  return parentsFirst(rows);
}

async function idsOfQuery(reader: Reader, query: string, time_zone: string): Promise<number[]> {
  const found: Pick<Task, "id" | "parent_id" | "project_id">[] = [];
  let cursor: string | null = null;
  do {
    const page = await listTasks(reader, {
      query,
      sort: "project,position",
      time_zone,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    for (const { id, parent_id, project_id } of page.items) found.push({ id, parent_id, project_id });
    cursor = page.next_cursor;
  } while (cursor !== null);
  const projects = [...new Set(found.map(({ project_id }) => project_id))];
  // Those without a project last in a list, but first in a file, where nothing says that a project has ended.
  projects.sort((a, b) => Number(a !== null) - Number(b !== null));
  return projects.flatMap((project) =>
    parentsFirst(found.filter(({ project_id }) => project_id === project)),
  );
}

/** Tasks as a tree is read, in the order given among those of one parent. */
function parentsFirst(
  tasks: readonly { readonly id: number; readonly parent_id: number | null }[],
): number[] {
  const there = new Set(tasks.map(({ id }) => id));
  const below = new Map<number | null, number[]>();
  for (const { id, parent_id } of tasks) {
    const parent = parent_id !== null && there.has(parent_id) ? parent_id : null;
    const children = below.get(parent);
    if (children) children.push(id);
    else below.set(parent, [id]);
  }
  const ordered: number[] = [];
  const waiting = (below.get(null) ?? []).toReversed();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    ordered.push(id);
    for (const child of (below.get(id) ?? []).toReversed()) waiting.push(child);
  }
  return ordered;
}

async function* records(
  pool: pg.Pool,
  userId: string,
  ids: readonly number[],
  whole: boolean,
): AsyncGenerator<InterchangeRecord> {
  if (whole) yield* await readAs(pool, userId, exportedNamed);
  for (let from = 0; from < ids.length; from += PAGE) {
    yield* await readAs(pool, userId, (reader) => page(reader, ids.slice(from, from + PAGE)));
  }
}

async function page(reader: Reader, ids: readonly number[]): Promise<InterchangeTask[]> {
  const tasks = new Map((await findTasks(reader, ids, { trashed: true })).map((task) => [task.id, task]));
  const others = [...tasks.values()].flatMap(({ parent_id, series }) =>
    [parent_id ?? [], series?.id ?? []].flat(),
  );
  const uids = await uidsOf(reader, [...new Set([...ids, ...others])]);
  const names = await projectNames(
    reader,
    [...tasks.values()].map(({ project_id }) => project_id),
  );
  return ids.flatMap((id) => {
    const task = tasks.get(id);
    return task ? [exported(task, uids, names)] : [];
  });
}

function exported(
  { id, project_id, parent_id, series, ...task }: Task,
  uids: ReadonlyMap<number, string>,
  projects: ReadonlyMap<number, string>,
): InterchangeTask {
  return {
    kind: "task",
    uid: uids.get(id) ?? String(id),
    ...task,
    series: series && exportedSeries(series, uids),
    project: project_id === null ? null : (projects.get(project_id) ?? null),
    parent: parent_id === null ? null : (uids.get(parent_id) ?? null),
    position: task.position || null,
  };
}

function exportedSeries(
  { id, ...place }: NonNullable<Task["series"]>,
  uids: ReadonlyMap<number, string>,
): InterchangeTask["series"] {
  return { ...place, of: uids.get(id) ?? String(id) };
}
