import { expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import { refusal } from "../support/refusal.ts";
import { MINIKUBE } from "../support/values.ts";

const postgres = (value: object) => ({ "punctual:postgres": JSON.stringify(value) });
const backup = (value: object) =>
  postgres({ mode: "cloudnativepg", backup: { destination: "s3://bucket/path", keyId: "id", ...value } });
const KEY = { "punctual:postgresBackupKey": "key" };

it.each<[string, Record<string, string>, RegExp]>([
  [
    "a DSN with what only some clients know",
    {
      "punctual:postgresUrl":
        "postgres://u:p@ep-1.eu.neon.tech/x?sslmode=verify-full&channel_binding=require",
    },
    /punctual:postgresUrl must not say channel_binding/,
  ],
  [
    "backups without the store's key",
    backup({}),
    /punctual:postgresBackupKey is not set, and postgres\.backup is/,
  ],
  [
    "backups to a folder",
    { ...backup({ destination: "/backups" }), ...KEY },
    /postgres\.backup\.destination must be s3:\/\/BUCKET/,
  ],
  [
    "a store in the clear",
    { ...backup({ endpoint: "http://minio:9000" }), ...KEY },
    /postgres\.backup\.endpoint must be an https:/,
  ],
  [
    "a schedule of five fields",
    { ...backup({ schedule: "0 3 * * *" }), ...KEY },
    /postgres\.backup\.schedule must have six fields/,
  ],
  [
    "a restored database over its own source",
    { ...backup({ restore: { serverName: "postgres" } }), ...KEY },
    /postgres\.backup\.serverName must be another than restore\.serverName/,
  ],
  [
    "an instant without its zone",
    { ...backup({ serverName: "b", restore: { serverName: "a", at: "2026-11-23T09:00:00" } }), ...KEY },
    /postgres\.backup\.restore\.at must be an instant/,
  ],
  [
    "an image that says no version",
    postgres({ mode: "cloudnativepg", image: "ghcr.io/cloudnative-pg/postgresql:18" }),
    /postgres\.image must be an image with PostgreSQL's full version/,
  ],
  [
    "memory without its unit",
    postgres({ mode: "cloudnativepg", memory: "512" }),
    /postgres\.memory must be a size/,
  ],
])("refuses %s", (_what, values, message) => {
  expect(refusal({ ...MINIKUBE, ...values })).toMatch(message);
});

it("takes Azure's container as well as a bucket", () => {
  const destination = "https://account.blob.core.windows.net/backups";
  const { postgres: read } = readConfig({
    values: { ...MINIKUBE, ...backup({ destination }), ...KEY },
    isSecret: () => true,
  });
  expect(read).toMatchObject({ backup: { destination, serverName: "postgres", retentionDays: 14 } });
});
