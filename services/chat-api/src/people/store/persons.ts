import type { MePatch } from "@punctual/contracts/people";
import type { QuietHours } from "@punctual/contracts/quiet-hours";
import type { Queryable } from "@punctual/service-kit/database";

/** Who an issuer says somebody is. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | undefined;
  readonly name: string | undefined;
  readonly timeZone: string | undefined;
}

/** A person as they are kept. */
export interface Person {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly time_zone: string | null;
  readonly quiet_hours: QuietHours | null;
  readonly daily_digest_at: string | null;
  readonly created_at: Date;
}

const SHOWN = "id, name, email, time_zone, quiet_hours, daily_digest_at, created_at";

/** Finds the person that an issuer vouches for; undefined for somebody new. */
export async function findPerson(
  db: Queryable,
  { issuer, subject }: Pick<Identity, "issuer" | "subject">,
): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    "SELECT id FROM person WHERE issuer = $1 AND subject = $2",
    [issuer, subject],
  );
  return rows[0]?.id;
}

/**
 * Makes the person that an issuer vouches for, or brings their e-mail address up to date. Name and zone are theirs to
 * change, so the issuer's only fill what is empty.
 *
 * @returns their id
 */
export async function keepPerson(db: Queryable, newId: string, identity: Identity): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO person (id, issuer, subject, email, name, time_zone) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (issuer, subject) DO UPDATE SET
       email = coalesce(excluded.email, person.email),
       name = coalesce(person.name, excluded.name),
       time_zone = coalesce(person.time_zone, excluded.time_zone),
       updated_at = now()
     RETURNING id`,
    [newId, identity.issuer, identity.subject, identity.email, identity.name, identity.timeZone],
  );
  const [row] = rows;
  if (!row) throw new Error("no person was made");
  return row.id;
}

/** Reads a person. */
export async function readPerson(db: Queryable, userId: string): Promise<Person> {
  const { rows } = await db.query<Person>(`SELECT ${SHOWN} FROM person WHERE id = $1`, [userId]);
  return only(rows, userId);
}

/** Changes what a person may change about themselves. */
export async function changePerson(db: Queryable, userId: string, patch: MePatch): Promise<Person> {
  const { rows } = await db.query<Person>(
    `UPDATE person SET
       name = CASE WHEN $2 THEN $3 ELSE name END,
       time_zone = CASE WHEN $4 THEN $5 ELSE time_zone END,
       quiet_hours = CASE WHEN $6 THEN $7::jsonb ELSE quiet_hours END,
       daily_digest_at = CASE WHEN $8 THEN $9 ELSE daily_digest_at END,
       updated_at = now()
     WHERE id = $1 RETURNING ${SHOWN}`,
    [
      ...[userId, patch.name !== undefined, patch.name, patch.time_zone !== undefined, patch.time_zone],
      ...[patch.quiet_hours !== undefined, patch.quiet_hours],
      ...[patch.daily_digest_at !== undefined, patch.daily_digest_at],
    ],
  );
  return only(rows, userId);
}

/** Sets when a person's next digest is; null: never. */
export async function setDigest(db: Queryable, userId: string, next: string | null): Promise<void> {
  await db.query("UPDATE person SET digest_next_at = $2 WHERE id = $1", [userId, next]);
}

function only(rows: readonly Person[], userId: string): Person {
  const [row] = rows;
  if (!row) throw new Error(`there is no person ${userId}, though a credential is theirs`);
  return row;
}
