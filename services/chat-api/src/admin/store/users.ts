import type { AdminUser } from "@punctual/contracts/admin";
import type pg from "pg";

/** Users as operators work with them; as the owner, for they are everybody's. */
export interface Users {
  /** In the order of ids, those after one. */
  list(after: string, limit: number): Promise<AdminUser[]>;
  /** Undefined where there is none. */
  show(id: string): Promise<(AdminUser & Counts) | undefined>;
  /** Undefined where there is one already. */
  add(user: Pick<AdminUser, "id" | "name" | "email">): Promise<AdminUser | undefined>;
}

type Row = Omit<AdminUser, "created_at"> & { readonly created_at: Date };
interface Counts {
  readonly open_tasks: number;
  readonly done_tasks: number;
  readonly trashed_tasks: number;
  readonly projects: number;
  readonly tags: number;
  readonly tokens: number;
}

const SHOWN = "id, name, email, issuer, created_at";
const COUNTED = `
  SELECT ${SHOWN}, tasks.*,
    (SELECT count(*) FROM project WHERE user_id = person.id) AS projects,
    (SELECT count(*) FROM tag WHERE user_id = person.id) AS tags,
    (SELECT count(*) FROM api_token WHERE user_id = person.id AND revoked_at IS NULL) AS tokens
  FROM person CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE deleted_at IS NULL AND status = 'open') AS open_tasks,
      count(*) FILTER (WHERE deleted_at IS NULL AND status = 'done') AS done_tasks,
      count(*) FILTER (WHERE deleted_at IS NOT NULL) AS trashed_tasks
    FROM task WHERE user_id = person.id
  ) AS tasks WHERE id = $1`;

/** Makes what operators do with users. */
export function createUsers(pool: pg.Pool): Users {
  return {
    async list(after, limit) {
      const { rows } = await pool.query<Row>(
        `SELECT ${SHOWN} FROM person WHERE id > $1 ORDER BY id LIMIT $2`,
        [after, limit],
      );
      return rows.map(shown);
    },
    async show(id) {
      const { rows } = await pool.query<Row & Counts>(COUNTED, [id]);
      return rows[0] && shown(rows[0]);
    },
    async add({ id, name, email }) {
      const { rows } = await pool.query<Row>(
        `INSERT INTO person (id, name, email) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING ${SHOWN}`,
        [id, name, email],
      );
      return rows[0] && shown(rows[0]);
    },
  };
}

function shown<T extends Row>(row: T): Omit<T, "created_at"> & { created_at: string } {
  return { ...row, created_at: row.created_at.toISOString() };
}
