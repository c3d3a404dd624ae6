import type pg from "pg";

// What makes each row impossible is done before; a row is something older that we may not or should not undo.
const PROBLEMS = `
  WITH ours AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ANY ($1))
  SELECT format('role %I may more than log in (superuser, CREATEROLE, CREATEDB, REPLICATION or BYPASSRLS)', rolname) AS problem
    FROM pg_roles JOIN ours USING (oid, rolname)
    WHERE rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
  UNION ALL
  SELECT format('role %I may not connect to database %I', rolname, current_database())
    FROM ours WHERE NOT has_database_privilege(oid, current_database(), 'CONNECT')
  UNION ALL
  SELECT format('schema %I belongs to role %I', nspname, pg_get_userbyid(nspowner))
    FROM pg_namespace JOIN ours ON nspname = rolname WHERE nspowner <> ours.oid
  UNION ALL
  SELECT format('role %I may use schema %I', ours.rolname, other.rolname)
    FROM ours JOIN ours other ON other.oid <> ours.oid
    WHERE has_schema_privilege(ours.oid, other.rolname, 'USAGE, CREATE')
  UNION ALL
  SELECT format('role %I may create in schema public', rolname)
    FROM ours WHERE has_schema_privilege(oid, 'public', 'CREATE')
  UNION ALL
  SELECT format('role %I may not use schema public', rolname)
    FROM ours WHERE NOT has_schema_privilege(oid, 'public', 'USAGE')`;

/** Throws, naming every hole, unless each role can use its own schema and nothing of the others. */
export async function checkIsolation(client: pg.Client, roles: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ problem: string }>(PROBLEMS, [roles]);
  if (rows.length === 0) return;
  const problems = rows.map(({ problem }) => problem).join("; ");
  throw new Error(`roles aren't kept apart, and only a superuser or the owner can change that: ${problems}`);
}
