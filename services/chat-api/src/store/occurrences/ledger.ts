import type { Task } from "@punctual/contracts/task";
import { prepared } from "@punctual/service-kit/database/prepared";
import type pg from "pg";
import type { Change } from "../../domain/change.ts";
import type { UnitOfWork } from "../unit-of-work.ts";

/** What became of an occurrence, as it is kept; `retracted` where the one before it was opened again. */
type State = "open" | "done" | "skipped" | "deleted" | "retracted";

interface Row {
  readonly task_id: number;
  readonly occurrence: string;
  readonly series_id: number;
  readonly due_at: string | null;
  readonly due_date: string | null;
  readonly time_zone: string | null;
  readonly state: State;
  readonly missed: number;
  readonly closed_at: string | null;
}

/** The statements that keep what a write did to occurrences of series; none where no task of a series was changed. */
export function ledgerStatements(unit: UnitOfWork, changes: readonly Change[]): pg.QueryConfig[] {
  const rows = new Map<string, Row>();
  const gone = new Map<string, { task_id: number; occurrence: string }>();
  const keep = (row: Row) => {
    rows.set(keyOf(row), row);
    gone.delete(keyOf(row));
  };
  for (const change of changes) {
    if (change.entity !== "task" || change.action === "purged") continue;
    const { before, after, action } = change;
    const was = before && rowOf(before, stateOf(before), null);
    const is = rowOf(after, action === "retracted" ? "retracted" : stateOf(after), unit.now);
    if (was && was.occurrence !== is?.occurrence) {
      if (action === "skipped") keep({ ...was, state: "skipped", closed_at: unit.now });
      else {
        rows.delete(keyOf(was));
        gone.set(keyOf(was), was);
      }
    }
    if (is) keep(is);
  }
  const statements: pg.QueryConfig[] = [];
  if (gone.size > 0) {
    const all = [...gone.values()];
    statements.push(
      FORGET([unit.userId, all.map(({ task_id }) => task_id), all.map(({ occurrence }) => occurrence)]),
    );
  }
  if (rows.size > 0) statements.push(KEEP([unit.userId, JSON.stringify([...rows.values()])]));
  return statements;
}

function keyOf({ task_id, occurrence }: Pick<Row, "task_id" | "occurrence">): string {
  return `${task_id} ${occurrence}`;
}

function stateOf(task: Task): State {
  if (task.status === "done") return "done";
  return task.deleted_at === null ? "open" : "deleted";
}

function rowOf(task: Task, state: State, now: string | null): Row | null {
  if (!task.series) return null;
  const closed = task.status === "done" ? task.completed_at : now;
  return {
    task_id: task.id,
    occurrence: task.series.occurrence,
    series_id: task.series.id,
    due_at: task.due_at,
    due_date: task.due_date,
    time_zone: task.time_zone,
    state,
    missed: task.series.missed,
    closed_at: state === "open" ? null : closed,
  };
}

const FORGET = prepared(`
  DELETE FROM occurrence USING unnest($2::bigint[], $3::text[]) AS gone (task_id, occurrence)
  WHERE occurrence.user_id = $1 AND occurrence.task_id = gone.task_id AND occurrence.occurrence = gone.occurrence`);

const KEEP = prepared(`
  INSERT INTO occurrence (task_id, occurrence, series_id, user_id, due_at, due_date, time_zone, state, missed, closed_at)
  SELECT task_id, occurrence, series_id, $1, due_at, due_date, time_zone, state, missed, closed_at
  FROM jsonb_to_recordset($2::jsonb) AS given (task_id bigint, occurrence text, series_id bigint, due_at timestamptz,
    due_date date, time_zone text, state text, missed integer, closed_at timestamptz)
  ON CONFLICT (task_id, occurrence) DO UPDATE SET
    due_at = excluded.due_at, due_date = excluded.due_date, time_zone = excluded.time_zone, state = excluded.state,
    missed = excluded.missed, closed_at = excluded.closed_at, series_id = excluded.series_id`);
