import type pg from "pg";
import type { PeopleRole } from "./people.ts";

// What makes each row impossible is done before; a row is something older that we may not or should not undo.
const PROBLEMS = `
  WITH ours AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ANY ($1)),
    people AS (SELECT oid, rolname FROM pg_roles WHERE rolname = $2)
  SELECT format('role %I may more than it should (superuser, CREATEROLE, CREATEDB, REPLICATION or BYPASSRLS)', rolname) AS problem
    FROM pg_roles JOIN (TABLE ours UNION ALL TABLE people) checked USING (oid, rolname)
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
    FROM ours WHERE NOT has_schema_privilege(oid, 'public', 'USAGE')
  UNION ALL
  SELECT format('role %I may use schema %I', people.rolname, other.rolname)
    FROM people JOIN ours other ON other.rolname <> $3
    WHERE has_schema_privilege(people.oid, other.rolname, 'USAGE, CREATE')
  UNION ALL
  SELECT format('role %I may create in schema %I', people.rolname, $3::text)
    FROM people WHERE has_schema_privilege(oid, $3, 'CREATE')
  UNION ALL
  SELECT format('role %I owns something', rolname)
    FROM people WHERE EXISTS (
      SELECT FROM pg_shdepend WHERE refclassid = 'pg_authid'::regclass AND refobjid = people.oid AND deptype = 'o')
  UNION ALL
  SELECT format('role %I is a member of role %I', rolname, pg_get_userbyid(roleid))
    FROM people JOIN pg_auth_members ON member = people.oid
  UNION ALL
  SELECT format('role %I may act as role %I', other.rolname, people.rolname)
    FROM people JOIN ours other ON other.rolname <> $3 WHERE pg_has_role(other.oid, people.oid, 'MEMBER')`;

/**
 * Throws, naming every hole, unless each role can use its own schema and nothing of the others, and the people's role
 * has nothing but what its service's migrations let it see.
 */
export async function checkIsolation(
  client: pg.Client,
  roles: readonly string[],
  people: PeopleRole,
): Promise<void> {
  const { rows } = await client.query<{ problem: string }>(PROBLEMS, [roles, people.name, people.service]);
  if (rows.length === 0) return;
  const problems = rows.map(({ problem }) => problem).join("; ");
  throw new Error(`roles aren't kept apart, and only a superuser or the owner can change that: ${problems}`);
}
