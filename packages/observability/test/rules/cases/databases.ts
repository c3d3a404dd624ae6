import type { AlertCase } from "../support/case.ts";

const up = (instance: string) => `punctual_database_up{app_id="chat-api",instance="${instance}"}`;
const connections = (state: string, instance: string) =>
  `punctual_database_connections{app_id="chat-api",state="${state}",instance="${instance}"}`;
const backends = (datname: string, instance: string) =>
  `pg_stat_database_numbackends{datname="${datname}",instance="${instance}"}`;

export const DATABASE_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualDatabaseAway",
    name: "fires after two minutes in which no replica reaches it, and ends",
    series: { [up("a")]: "1x3 0x10 1x10", [up("b")]: "1x3 0x10 1x10" },
    firing: {
      "3m30s": [],
      "4m": [{ labels: { app_id: "chat-api" }, summary: "No chat-api reaches its database" }],
      "8m": [],
    },
  },
  {
    alert: "PunctualDatabaseAway",
    name: "is silent while it is restarted, and while one of two replicas reaches it",
    series: { [up("a")]: "1x3 0x2 1x20", [up("b")]: "0x30" },
    firing: { "2m30s": [], "5m": [], "10m": [] },
  },
  {
    alert: "PunctualDatabaseConnectionsShort",
    name: "fires when databases of a server together have too many, each counted once",
    series: {
      [backends("chat_api", "a")]: "10x4 60x60",
      [backends("chat_api", "b")]: "10x4 60x60",
      [backends("notifier", "c")]: "25x70",
      pg_settings_max_connections: "100x70",
    },
    firing: {
      "12m": [],
      "12m30s": [{ summary: "85% of PostgreSQL's connections are taken" }],
    },
  },
  {
    alert: "PunctualDatabaseConnectionsShort",
    name: "is silent below that, at a peak, and while the database doesn't say",
    series: {
      [backends("chat_api", "a")]: "60x20 90x10 60x20 stale",
      [backends("chat_api", "b")]: "60x20 90x10 60x20 stale",
      pg_settings_max_connections: "100x50 stale",
    },
    firing: { "9m": [], "15m": [], "24m": [], "40m": [] },
  },
  {
    alert: "PunctualDatabaseBusy",
    name: "fires when a replica's requests wait all the time",
    series: {
      [connections("waiting", "a")]: "0x9 3x40",
      [connections("idle", "a")]: "2x9 0x40",
      [connections("waiting", "b")]: "1x50",
      [connections("idle", "b")]: "9x50",
    },
    firing: {
      "14m": [],
      "15m": [
        {
          labels: { app_id: "chat-api" },
          summary: "Requests in chat-api have waited for a database connection for minutes",
        },
      ],
    },
  },
  {
    alert: "PunctualDatabaseBusy",
    name: "is silent at peaks, and where only a scrape's own queries wait",
    series: {
      [connections("waiting", "a")]: "9x9 0 9x9 0 9x9 0 9x9 0",
      [connections("idle", "a")]: "0x9 10 0x9 10 0x9 10 0x9 10",
      [connections("waiting", "b")]: "1x40",
      [connections("idle", "b")]: "5x40",
    },
    firing: { "6m": [], "12m": [], "19m": [] },
  },
];
