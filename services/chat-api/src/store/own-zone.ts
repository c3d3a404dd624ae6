import type { Reader } from "./unit-of-work.ts";

/** The person's own zone (IANA); UTC where they have said none. */
export async function ownZone({ db, userId }: Reader): Promise<string> {
  const { rows } = await db.query<{ time_zone: string | null }>(
    "SELECT time_zone FROM person WHERE id = $1",
    [userId],
  );
  return rows[0]?.time_zone ?? "UTC";
}

/** Whether something recurs by the clock and doesn't say by the clock of where. */
export function needsZone(task: {
  readonly recurrence?: object | null | undefined;
  readonly due_at?: string | null | undefined;
  readonly time_zone?: string | null | undefined;
}): boolean {
  return Boolean(task.recurrence && task.due_at && !task.time_zone);
}
