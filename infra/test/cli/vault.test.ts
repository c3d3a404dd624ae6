import { expect, test } from "vitest";
import { CliError } from "../../cli/errors.ts";
import { UNKNOWN, vaultEntries } from "../../cli/vault.ts";
import { readConfig } from "../../config.ts";
import { VAULT_ENTRIES } from "../../platform/external-secrets.ts";
import { GKE, MINIKUBE } from "../support/values.ts";

const config = (values: Record<string, string>) => readConfig({ values, isSecret: () => true });
const stack = config({
  ...GKE,
  "punctual:secrets": JSON.stringify({ mode: "external-secrets", prefix: "staging" }),
});
const given = {
  KAFKA_PASSWORD: "kafka-pass",
  POSTGRES_URL: "postgres://owner:secret@db.example.com/tasks?sslmode=verify-full",
};

test("there is an entry for each Secret, with nothing left to fill in once others' credentials are given", async () => {
  const entries = await vaultEntries(stack, given);
  expect(Object.keys(entries).sort()).toEqual(VAULT_ENTRIES.map(({ secret }) => `staging-${secret}`).sort());
  expect(JSON.stringify(entries)).not.toContain(UNKNOWN);
  expect(entries["staging-kafka-credentials"]).toMatchObject({
    brokers: "kafka.example.com:9092",
    username: "punctual",
    password: "kafka-pass",
  });
});

test("what only others know is marked, wherever it belongs", async () => {
  const marked = Object.entries(await vaultEntries(stack, {}))
    .filter(([, keys]) => JSON.stringify(keys).includes(UNKNOWN))
    .map(([name]) => name);
  expect(marked.sort()).toEqual(
    [
      "staging-kafka-credentials",
      "staging-neon-db-connection",
      "staging-database-setup",
      "staging-chat-api-database",
      "staging-notifier-database",
      "staging-recurrence-database",
    ].sort(),
  );
});

test("a role has the password in its DSN that the set-up gives it", async () => {
  const entries = await vaultEntries(stack, given);
  const passwordIn = (url: string | undefined) => new URL(url ?? "").password;
  const setUp = entries["staging-database-setup"];
  expect(setUp?.ADMIN_DATABASE_URL).toBe(given.POSTGRES_URL);
  expect(passwordIn(entries["staging-notifier-database"]?.DATABASE_URL)).toBe(
    setUp?.DATABASE_PASSWORD_NOTIFIER,
  );
  expect(passwordIn(entries["staging-neon-db-connection"]?.connectionString)).toBe(
    setUp?.DATABASE_PASSWORD_DAPR_STATE,
  );
});

test("passwords, tokens and keys are new each time", async () => {
  const [one, other] = [await vaultEntries(stack, given), await vaultEntries(stack, given)];
  for (const name of ["chat-api-dapr-api-token", "notifier-action-links", "first-token", "database-setup"]) {
    expect(one[`staging-${name}`], name).not.toEqual(other[`staging-${name}`]);
  }
});

test("a database that a private authority signed is verified by its certificate", async () => {
  const caCert = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const { "staging-chat-api-database": entry } = await vaultEntries(
    config({
      ...GKE,
      "punctual:postgres": JSON.stringify({ mode: "given", caCert }),
      "punctual:secrets": JSON.stringify({ mode: "external-secrets", prefix: "staging" }),
    }),
    given,
  );
  expect(entry?.DATABASE_URL).toContain("sslrootcert=/etc/punctual/database-ca/ca.crt");
});

test("a stack with its secrets in itself is told so, and a wrong DSN is named", async () => {
  await expect(vaultEntries(config(MINIKUBE), {})).rejects.toThrow(CliError);
  await expect(vaultEntries(stack, { POSTGRES_URL: "mysql://db" })).rejects.toThrow(/postgres:\/\//);
});
