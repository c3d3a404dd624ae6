import type pg from "pg";
import type { Progress } from "../progress.ts";
import { type Admin, GRANTS_HAVE_OPTIONS } from "./admin.ts";

/** Makes the schema of a role's own unless it is there. */
export async function ensureSchema(
  client: pg.Client,
  admin: Admin,
  role: string,
  progress: Progress,
): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_namespace WHERE nspname = $1", [role]);
  if (rowCount !== 0) return;
  await actingFor(client, admin, role, async (name) => {
    await client.query(`CREATE SCHEMA ${name} AUTHORIZATION ${name}`);
  });
  progress.info(`made schema ${role}`);
}

/** Giving a schema to a role takes the right to act as it: an admin that lacks it has it while `work` goes on. */
async function actingFor(
  client: pg.Client,
  admin: Admin,
  role: string,
  work: (name: string) => Promise<void>,
): Promise<void> {
  const name = client.escapeIdentifier(role);
  const grants = admin.version >= GRANTS_HAVE_OPTIONS;
  const { rows } = await client.query<{ able: boolean }>("SELECT pg_has_role($1, $2) AS able", [
    role,
    grants ? "SET" : "MEMBER",
  ]);
  if (rows[0]?.able) return await work(name);
  await client.query(`GRANT ${name} TO CURRENT_USER${grants ? " WITH SET TRUE" : ""}`);
  await work(name);
  await client.query(`REVOKE ${name} FROM CURRENT_USER`);
}
