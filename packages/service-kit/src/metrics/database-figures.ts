/** A figure of PostgreSQL, as postgres_exporter names it, so that dashboards serve both. */
export interface Figure {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  /** Column of the query below. */
  readonly column: string;
}

/** The database itself; several services report the same. */
export const DATABASE = {
  labels: ["datname"],
  sql: `SELECT datname, numbackends, xact_commit, xact_rollback, blks_hit, blks_read, deadlocks, temp_bytes,
      pg_database_size(datid) AS size
    FROM pg_stat_database WHERE datname = current_database()`,
  figures: [
    gauge("pg_stat_database_numbackends", "Connections to the database, of everybody.", "numbackends"),
    counter("pg_stat_database_xact_commit", "Transactions that were committed.", "xact_commit"),
    counter("pg_stat_database_xact_rollback", "Transactions that were rolled back.", "xact_rollback"),
    counter("pg_stat_database_blks_hit", "Blocks found in PostgreSQL's own cache.", "blks_hit"),
    counter("pg_stat_database_blks_read", "Blocks that were not.", "blks_read"),
    counter("pg_stat_database_deadlocks", "Deadlocks.", "deadlocks"),
    counter("pg_stat_database_temp_bytes", "Bytes of temporary files that queries wrote.", "temp_bytes"),
    gauge("pg_database_size_bytes", "Size on disk.", "size"),
  ],
} as const satisfies FigureSet;

/** The server. */
export const SERVER = {
  labels: [],
  sql: "SELECT current_setting('max_connections')::bigint AS max_connections",
  figures: [gauge("pg_settings_max_connections", "Connections that the server takes.", "max_connections")],
} as const satisfies FigureSet;

/** The tables of a service's own schema. */
export const TABLES = {
  labels: ["schemaname", "relname"],
  sql: `SELECT schemaname, relname, n_live_tup, n_dead_tup, seq_scan, coalesce(idx_scan, 0) AS idx_scan,
      pg_total_relation_size(relid) AS size
    FROM pg_stat_user_tables WHERE schemaname = current_schema()`,
  figures: [
    gauge("pg_stat_user_tables_n_live_tup", "Rows, estimated.", "n_live_tup"),
    gauge(
      "pg_stat_user_tables_n_dead_tup",
      "Dead rows that VACUUM is to take away, estimated.",
      "n_dead_tup",
    ),
    counter("pg_stat_user_tables_seq_scan", "Scans of the whole table.", "seq_scan"),
    counter("pg_stat_user_tables_idx_scan", "Scans by an index.", "idx_scan"),
    gauge("pg_total_relation_size_bytes", "Size on disk, with indexes.", "size"),
  ],
} as const satisfies FigureSet;

/** Figures that one query gives, a row for each set of labels. */
export interface FigureSet {
  /** Columns that tell the rows apart. */
  readonly labels: readonly string[];
  readonly sql: string;
  readonly figures: readonly Figure[];
}

function gauge(name: string, help: string, column: string): Figure {
  return { name, help, type: "gauge", column };
}

function counter(name: string, help: string, column: string): Figure {
  return { name, help, type: "counter", column };
}
