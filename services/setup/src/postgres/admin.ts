import type pg from "pg";

/** What the connected role may do in the connected database, and what everybody may. */
export interface Admin {
  readonly role: string;
  readonly superuser: boolean;
  readonly makes_roles: boolean;
  readonly makes_schemas: boolean;
  readonly database: string;
  readonly database_owner: string;
  /** How it keeps text, such as UTF8. */
  readonly encoding: string;
  readonly owns_database: boolean;
  readonly owns_public: boolean;
  /** PostgreSQL's version times 10,000. */
  readonly version: number;
  /** Whether any role may connect, create in schema public, or use what is there. */
  readonly public_enters: boolean;
  readonly public_creates: boolean;
  readonly public_uses: boolean;
}

/**
 * The version from which on a grant of a role says whether its privileges are inherited and whether it may be taken on,
 * and from which on CREATEROLE alone no longer lets a role act as the roles it made.
 */
export const GRANTS_HAVE_OPTIONS = 160_000;

const QUERY = `
  SELECT
    current_user AS role,
    rolsuper AS superuser,
    rolsuper OR rolcreaterole AS makes_roles,
    has_database_privilege(current_database(), 'CREATE') AS makes_schemas,
    current_database() AS database,
    pg_get_userbyid(datdba) AS database_owner,
    pg_encoding_to_char(encoding) AS encoding,
    pg_has_role(datdba, 'USAGE') AS owns_database,
    pg_has_role(nspowner, 'USAGE') AS owns_public,
    current_setting('server_version_num')::int AS version,
    has_database_privilege('public', current_database(), 'CONNECT, TEMPORARY, CREATE') AS public_enters,
    has_schema_privilege('public', 'public', 'CREATE') AS public_creates,
    has_schema_privilege('public', 'public', 'USAGE') AS public_uses
  FROM pg_roles, pg_database, pg_namespace
  WHERE rolname = current_user AND datname = current_database() AND nspname = 'public'`;

/** Reads what the connected role may do. */
export async function readAdmin(client: pg.Client): Promise<Admin> {
  const { rows } = await client.query<Admin>(QUERY);
  const [admin] = rows;
  if (!admin) throw new Error("the database has no schema public");
  return admin;
}

/** Throws, saying what would help, unless the admin may make roles and schemas, in a database for all letters. */
export function refuseUnlessAble(admin: Admin): void {
  const { role, database, encoding } = admin;
  if (encoding !== "UTF8") {
    throw new Error(
      `database ${database} keeps text as ${encoding}, and names and searches need UTF8; make another and name it instead: ` +
        "CREATE DATABASE … TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'",
    );
  }
  if (!admin.makes_roles) {
    throw new Error(
      `role ${role} may not make roles; a superuser can let it: ALTER ROLE "${role}" CREATEROLE`,
    );
  }
  if (!admin.makes_schemas) {
    throw new Error(
      `role ${role} may not make schemas in database ${database}; its owner ${admin.database_owner} can let it: ` +
        `GRANT CREATE ON DATABASE "${database}" TO "${role}"`,
    );
  }
}
