import { high, low, stat, table, timeseries } from "../panels.ts";
import { own, perSecond } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

/** Each replica of a service reports the same figures of its database: the largest stands for all. */
const database = (metric: string) => `max by (datname) (pg_${metric}${own()})`;
const databaseRate = (metric: string) => `max by (datname) (${perSecond(`pg_${metric}${own()}`)})`;
const tableNow = (metric: string) => `max by (schemaname, relname) (pg_${metric}${own()})`;
const tableRate = (metric: string) => `max by (schemaname, relname) (${perSecond(`pg_${metric}${own()}`)})`;

const HITS = databaseRate("stat_database_blks_hit");
const READS = databaseRate("stat_database_blks_read");

/** The database that all services share, each in a schema of its own. */
export const POSTGRES_ROW: RowSpec = {
  title: "PostgreSQL",
  panels: [
    stat({
      title: "Database answers",
      description: "Whether every service reaches its database. Good: yes.",
      runbook: "postgres",
      unit: "bool_yes_no",
      queries: { answers: `min(punctual_database_up${own()})` },
      thresholds: high(1),
    }),
    stat({
      title: "Connections in use",
      description:
        "Share of the connections that the server allows. Good: below 70 %; at 100 % nobody else gets in.",
      runbook: "postgres",
      unit: "percentunit",
      queries: {
        used: `sum(${database("stat_database_numbackends")}) / max(pg_settings_max_connections${own()})`,
      },
      thresholds: low(0.85, 0.7),
    }),
    stat({
      title: "Read from memory",
      description:
        "Share of the blocks that were found in PostgreSQL's own memory. Good: 99 % or more under load.",
      runbook: "postgres",
      unit: "percentunit",
      decimals: 1,
      queries: { hits: `sum(${HITS}) / (sum(${HITS}) + sum(${READS}) > 0)` },
      thresholds: high(0.99, 0.9),
    }),
    stat({
      title: "Size",
      description:
        "All that the databases keep on disk. Good: grows as tasks do; the audit trail and old events are the most of it.",
      runbook: "postgres",
      unit: "bytes",
      queries: { size: `sum(${database("database_size_bytes")})` },
    }),
    timeseries({
      title: "Connections",
      description: "Connections of each database, and how many the server allows. Good: well below.",
      runbook: "postgres",
      unit: "short",
      queries: {
        "{{datname}}": database("stat_database_numbackends"),
        allowed: `max(pg_settings_max_connections${own()})`,
      },
    }),
    timeseries({
      title: "Transactions",
      description: "Transactions a second that were committed or rolled back. Good: hardly any rolled back.",
      runbook: "postgres",
      unit: "ops",
      queries: {
        "{{datname}} committed": databaseRate("stat_database_xact_commit"),
        "{{datname}} rolled back": databaseRate("stat_database_xact_rollback"),
      },
    }),
    timeseries({
      title: "Deadlocks",
      description: "Deadlocks a second, each of which failed a transaction. Good: 0.",
      runbook: "postgres",
      unit: "ops",
      queries: { "{{datname}}": databaseRate("stat_database_deadlocks") },
      thresholds: low(0.1),
    }),
    timeseries({
      title: "Read from memory, by database",
      description:
        "Share of the blocks that PostgreSQL found in its own memory. Good: 99 % or more under load.",
      runbook: "postgres",
      unit: "percentunit",
      max: 1,
      queries: { "{{datname}}": `${HITS} / (${HITS} + ${READS} > 0)` },
    }),
    timeseries({
      title: "Temporary files",
      description: "Bytes a second that sorts and joins wrote to disk for want of memory. Good: 0.",
      runbook: "postgres",
      unit: "bytes",
      queries: { "{{datname}}": databaseRate("stat_database_temp_bytes") },
    }),
    timeseries({
      title: "Size by database",
      description:
        "What each database keeps on disk. Good: grows slowly; a sudden climb is a loop that writes.",
      runbook: "postgres",
      unit: "bytes",
      queries: { "{{datname}}": database("database_size_bytes") },
    }),
    timeseries({
      title: "Pools: connections by state",
      description:
        "Connections of the services' own pools (at most 10 a process). Good: some idle, none waiting.",
      runbook: "postgres",
      unit: "short",
      width: 12,
      queries: {
        "{{app_id}} {{state}}": `sum by (app_id, state) (punctual_database_connections${own()})`,
      },
    }),
    timeseries({
      title: "Pools: requests that wait",
      description:
        "Requests that wait for a connection of the pool. Good: 0; else queries are slow or the pool is too small.",
      runbook: "slow-requests",
      unit: "short",
      width: 12,
      queries: {
        "{{app_id}}": `max by (app_id) (punctual_database_connections${own('state="waiting"')})`,
      },
      thresholds: low(10, 1),
    }),
  ],
};

/** Tables of the services. */
export const TABLES_ROW: RowSpec = {
  title: "Tables",
  panels: [
    table({
      title: "Tables",
      description:
        "Each service's tables. Good: dead rows well below living ones, and no table that is large and read from end to end.",
      runbook: "postgres",
      rows: ["schemaname", "relname"],
      columns: [
        { title: "Size", expr: tableNow("total_relation_size_bytes"), unit: "bytes" },
        { title: "Rows", expr: tableNow("stat_user_tables_n_live_tup"), unit: "short" },
        { title: "Dead rows", expr: tableNow("stat_user_tables_n_dead_tup"), unit: "short" },
        {
          title: "Read from end to end",
          expr: tableRate("stat_user_tables_seq_scan"),
          unit: "ops",
          decimals: 2,
        },
        { title: "Read by index", expr: tableRate("stat_user_tables_idx_scan"), unit: "ops", decimals: 2 },
      ],
      sortBy: "Size",
    }),
    timeseries({
      title: "Largest tables",
      description: "The ten largest, with their indexes. Good: growth that you can explain.",
      runbook: "postgres",
      unit: "bytes",
      width: 12,
      queries: { "{{schemaname}}.{{relname}}": `topk(10, ${tableNow("total_relation_size_bytes")})` },
    }),
    timeseries({
      title: "Dead rows",
      description:
        "Rows that are gone but take up space until autovacuum frees it, in the ten tables with most. Good: rises and falls; a climb without end means that something blocks autovacuum.",
      runbook: "postgres",
      unit: "short",
      width: 12,
      queries: { "{{schemaname}}.{{relname}}": `topk(10, ${tableNow("stat_user_tables_n_dead_tup")})` },
    }),
  ],
};
