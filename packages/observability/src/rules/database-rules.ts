import type { RuleGroup } from "./rule.ts";

/** PostgreSQL, as our services see it. */
export const DATABASE_RULES: RuleGroup = {
  name: "punctual-database",
  rules: [
    {
      alert: "PunctualDatabaseAway",
      expr: "max by (app_id) (punctual_database_up) == 0",
      for: "2m",
      severity: "page",
      summary: "No {{ $labels.app_id }} reaches its database",
      description:
        "Tasks are kept nowhere else: without chat-api's database nobody reads or changes them. Events that notifier or recurrence can't take wait for it.",
      runbook: "postgres",
    },
    {
      alert: "PunctualDatabaseConnectionsShort",
      // Replicas report the same of one database, which must not count twice.
      expr: "sum(max by (datname) (pg_stat_database_numbackends)) / max(pg_settings_max_connections) > 0.8",
      for: "10m",
      severity: "ticket",
      summary: "{{ $value | humanizePercentage }} of PostgreSQL's connections are taken",
      description: "Nobody notices yet. When the last is taken, writes fail and replicas don't start.",
      runbook: "postgres",
    },
    {
      alert: "PunctualDatabaseBusy",
      // A scrape's own queries wait for a moment, so that some always do; but then there are idle connections to take.
      expr: [
        'count by (app_id) (min_over_time(punctual_database_connections{state="waiting"}[5m]) > 0',
        'and ignoring (state) max_over_time(punctual_database_connections{state="idle"}[5m]) == 0)',
      ].join("\n"),
      for: "5m",
      severity: "ticket",
      summary: "Requests in {{ $labels.app_id }} have waited for a database connection for minutes",
      description: "Everything is slow, and requests that wait for more than five seconds fail.",
      runbook: "postgres",
    },
  ],
};
