import { randomUUID } from "node:crypto";
import type { Task } from "@punctual/contracts/task";
import { together } from "@punctual/service-kit/database/together";
import type pg from "pg";
import { indexWords, type WordChange } from "../search/index-words.ts";
import { insertNamed } from "../store/named.ts";
import { ensureTags, withTags, writeTags } from "../store/tags.ts";
import { insertTasks, reserveTaskIds } from "../store/tasks/write.ts";
import { asPerson, type Reader, type UnitOfWork } from "../store/unit-of-work.ts";
import { forget } from "./forget.ts";
import { PROJECTS, taskInLife } from "./life.ts";
import { randomFrom } from "./random.ts";

/** How much of what is made. */
export interface SeedOptions {
  readonly users: number;
  /** For each of them. */
  readonly tasks: number;
  /** The same seed makes the same data, but for ids. */
  readonly seed: number;
  /** Number of the first user: others of the same seed stay. */
  readonly first: number;
  /** The day around which things are due. */
  readonly now: Date;
}

/** How far it is. */
export interface Progress {
  readonly users: number;
  readonly tasks: number;
}

/** Tasks of one transaction. A thousand hold up other requests of this process for some 50 ms at a time. */
const BATCH = 1000;
/** Users at once: while one's rows are written, another's are made. */
const AT_ONCE = 2;
/** A task is a part of one that was made not long before. */
const PARENTS = 50;

/** The id of a seed's nth user, from 1 on. */
export function seedUserId(seed: number, n: number): string {
  return `seed-${seed}-${String(n).padStart(4, "0")}`;
}

/**
 * Fills the database with people who have tasks, by the same functions that write a person's own (so that rows and words
 * can't differ from theirs), but without events and change log: nobody has to be told. A user of that seed who is there
 * already loses what they have.
 *
 * @param progress is called now and then
 */
export async function seed(
  pool: pg.Pool,
  options: SeedOptions,
  progress: (done: Progress) => void,
): Promise<void> {
  const done = { users: 0, tasks: 0 };
  const numbers = Array.from({ length: options.users }, (_, i) => options.first + i).values();
  const workers = Array.from({ length: AT_ONCE }, async () => {
    for (const n of numbers) {
      await seedUser(pool, n, options, (tasks) => {
        done.tasks += tasks;
        progress({ ...done });
      });
      done.users += 1;
      progress({ ...done });
    }
  });
  await Promise.all(workers);
}

async function seedUser(
  pool: pg.Pool,
  n: number,
  { tasks: total, seed, now }: SeedOptions,
  made: (tasks: number) => void,
): Promise<void> {
  const userId = seedUserId(seed, n);
  await forget(pool, userId);
  await pool.query("INSERT INTO person (id, name) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING", [
    userId,
    `Seed ${seed} number ${n}`,
  ]);
  const projectIds = await asPerson(pool, userId, makeProjects);
  const life = { random: randomFrom(seed * 1_000_003 + n), now: now.getTime(), projectIds };
  const projectNames = new Map(projectIds.map((id, i) => [id, PROJECTS[i] ?? null]));
  for (let index = 0; index < total; index += BATCH) {
    const size = Math.min(BATCH, total - index);
    await asPerson(pool, userId, async (reader) => {
      const ids = await reserveTaskIds(reader, size);
      const tasks: Task[] = [];
      for (const [i, id] of ids.entries()) {
        tasks.push(taskInLife(life, { id, index: index + i, total }, tasks.slice(-PARENTS)));
      }
      const tags = await ensureTags(silently(reader), tasks);
      const tagged = withTags(tasks, tags);
      await together([insertTasks(reader, tagged), writeTags(reader, tagged, tags, true)]);
      await indexWords(
        reader.db,
        userId,
        tagged.map((task): WordChange => {
          const project = task.project_id === null ? null : (projectNames.get(task.project_id) ?? null);
          return { taskId: task.id, after: { ...task, project } };
        }),
      );
    });
    made(size);
  }
}

async function makeProjects(reader: Reader): Promise<number[]> {
  const ids: number[] = [];
  for (const name of PROJECTS) {
    const project = await insertNamed(reader, "project", { name, colour: null });
    if (!project) throw new Error(`somebody else writes as ${reader.userId}`);
    ids.push(project.id);
  }
  return ids;
}

function silently(reader: Reader): UnitOfWork {
  return {
    ...reader,
    writeId: randomUUID(),
    actor: { door: "system", credential: null },
    now: new Date().toISOString(),
    projectNames: new Map(),
    record() {},
  };
}

const TABLES = ["task", "task_word", "user_word", "task_tag", "project", "tag", "person"];
const VACUUM_MS = 30 * 60_000;

/** Has PostgreSQL look at what there is now, so that it plans for it. It may take minutes. */
export async function tidy(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    for (const table of TABLES) {
      const patient: pg.QueryConfig & { query_timeout: number } = {
        text: `VACUUM (ANALYZE) ${table}`,
        query_timeout: VACUUM_MS,
      };
      await client.query(patient);
    }
  } finally {
    // Not one to be used for anything else.
    client.release(true);
  }
}
