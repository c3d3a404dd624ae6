import { type InterchangeRecord, interchangeFilter } from "@punctual/interchange/record";
import { listNamed } from "../store/named.ts";
import type { Reader } from "../store/unit-of-work.ts";

/** A person's projects, tags and saved filters, those in the archive too. */
export async function exportedNamed(reader: Reader): Promise<InterchangeRecord[]> {
  const projects = await listNamed(reader, "project", true);
  const tags = await listNamed(reader, "tag", true);
  return [
    ...projects.map(({ id: _, position, ...project }) => ({
      kind: "project" as const,
      ...project,
      position: position || null,
    })),
    ...tags.map(({ id: _, ...tag }) => ({ kind: "tag" as const, ...tag })),
    ...(await filters(reader)),
  ];
}

async function filters({ db, userId }: Reader): Promise<InterchangeRecord[]> {
  const { rows } = await db.query<{ created_at: Date; updated_at: Date }>(
    `SELECT name, query, sort, version, created_at, updated_at FROM saved_filter
     WHERE user_id = $1 ORDER BY name_key`,
    [userId],
  );
  return rows.map(({ created_at, updated_at, ...filter }) =>
    interchangeFilter.parse({
      kind: "filter",
      ...filter,
      created_at: created_at.toISOString(),
      updated_at: updated_at.toISOString(),
    }),
  );
}
