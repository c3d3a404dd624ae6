import { PEOPLE_ROLE, SERVICE_ROLES } from "@punctual/contracts/names";
import type pg from "pg";
import type { Progress } from "../progress.ts";
import { type Admin, GRANTS_HAVE_OPTIONS } from "./admin.ts";

/** A role without login and without anything of its own, and the service's role that takes it on (`SET ROLE`). */
export interface PeopleRole {
  readonly name: string;
  readonly service: string;
}

/** Whom chat-api acts as for its people. */
export const PEOPLE: PeopleRole = { name: PEOPLE_ROLE, service: SERVICE_ROLES.chatApi };

/**
 * Makes the role, and lets its service take it on. The service doesn't inherit from it: row-level security holds for
 * whoever took the role on, never by accident for the owner. What the role may see is for the service's migrations.
 */
export async function ensurePeopleRole(
  client: pg.Client,
  admin: Admin,
  people: PeopleRole,
  progress: Progress,
): Promise<void> {
  const name = client.escapeIdentifier(people.name);
  const { rows } = await client.query<{ logs_in: boolean }>(
    "SELECT rolcanlogin AS logs_in FROM pg_roles WHERE rolname = $1",
    [people.name],
  );
  const [found] = rows;
  try {
    if (!found) await client.query(`CREATE ROLE ${name} NOLOGIN`);
    else if (found.logs_in) await client.query(`ALTER ROLE ${name} NOLOGIN PASSWORD NULL`);
  } catch (cause) {
    throw new Error(`role ${people.name} can't be ${found ? "kept from logging in" : "made"}`, { cause });
  }
  if (!found) progress.info(`made role ${people.name}`);
  await ensureTakenOn(client, admin, people, progress);
}

async function ensureTakenOn(
  client: pg.Client,
  admin: Admin,
  people: PeopleRole,
  progress: Progress,
): Promise<void> {
  const options = admin.version >= GRANTS_HAVE_OPTIONS;
  const { rows } = await client.query<{ takes_on: boolean; inherits: boolean }>(
    "SELECT pg_has_role($1, $2, $3) AS takes_on, pg_has_role($1, $2, 'USAGE') AS inherits",
    [people.service, people.name, options ? "SET" : "MEMBER"],
  );
  if (rows[0]?.takes_on && !rows[0].inherits) return;
  const name = client.escapeIdentifier(people.name);
  const service = client.escapeIdentifier(people.service);
  try {
    if (options) {
      await client.query(`GRANT ${name} TO ${service} WITH INHERIT FALSE, SET TRUE`);
    } else {
      // Before grants had options, whether a role inherits was its own attribute. This one is a member of no other.
      await client.query(`ALTER ROLE ${service} NOINHERIT`);
      await client.query(`GRANT ${name} TO ${service}`);
    }
  } catch (cause) {
    throw new Error(`role ${people.service} can't be let take on role ${people.name}`, { cause });
  }
  progress.info(`let role ${people.service} take on role ${people.name}`);
}
