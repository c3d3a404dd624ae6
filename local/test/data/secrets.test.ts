import { readFileSync, statSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { dataPaths } from "../../src/data/paths.ts";
import {
  databaseUrl,
  ensureSecrets,
  givenSecrets,
  readSecrets,
  tokenHash,
  writeDaprSecrets,
} from "../../src/data/secrets.ts";
import { temporaryFolder } from "../support/temporary.ts";

it("generates secrets once, for nobody else to read", () => {
  const paths = dataPaths(temporaryFolder());
  expect(readSecrets(paths)).toBeUndefined();
  const secrets = ensureSecrets(paths);
  const given = givenSecrets({ OIDC_CLIENT_SECRET: "the client's secret" });
  writeDaprSecrets(paths, secrets, { kafka: 1, postgres: 2 }, given);
  expect(ensureSecrets(paths)).toEqual(secrets);
  expect(readFileSync(paths.token, "utf8").trim()).toBe(secrets.userToken);
  const dapr = JSON.parse(readFileSync(paths.daprSecrets, "utf8")) as Record<string, object>;
  expect(dapr["chat-api-oidc"]).toEqual({ clientSecret: "the client's secret" });
  expect(dapr["notifier-smtp"]).toEqual({ url: "", from: "" });
  for (const path of [paths.secrets, paths.token, paths.daprSecrets]) {
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
});

it("generates no value twice", () => {
  const { postgres, ...others } = ensureSecrets(dataPaths(temporaryFolder()));
  const values = [...Object.values(others), ...Object.values(postgres)];
  expect(new Set(values).size).toBe(values.length);
});

it("never begins Kafka's cluster id with a dash, which its tools take for an option", () => {
  const ids = Array.from({ length: 500 }, () => ensureSecrets(dataPaths(temporaryFolder())).kafkaClusterId);
  expect(ids.filter((id) => !/^[A-Za-f][\w-]{21}$/.test(id))).toEqual([]);
});

it("adds what a newer version needs and keeps the rest", () => {
  const paths = dataPaths(temporaryFolder());
  const { controlToken: _gone, ...older } = ensureSecrets(paths);
  writeFileSync(paths.secrets, JSON.stringify(older));
  const secrets = ensureSecrets(paths);
  expect(secrets).toMatchObject(older);
  expect(secrets.controlToken).not.toBe("");
});

it("refuses a damaged file instead of locking the person out with new secrets", () => {
  const paths = dataPaths(temporaryFolder());
  writeFileSync(paths.secrets, "{");
  expect(() => ensureSecrets(paths)).toThrow(/is damaged/);
});

it("gives chat-api the token's hash only, and each role its own connection", () => {
  const secrets = ensureSecrets(dataPaths(temporaryFolder()));
  expect(tokenHash(secrets.userToken)).toMatch(/^[0-9a-f]{64}$/);
  const url = new URL(databaseUrl(secrets, "notifier", 5432));
  expect(url.username).toBe("notifier");
  expect(url.password).toBe(secrets.postgres.notifier);
  expect(url.pathname).toBe("/punctual");
});

it("takes a mail server from the environment, and says which variable is wrong", () => {
  const SMTP_URL = "smtp://127.0.0.1:1025";
  const MAIL_FROM = "Punctual <punctual@example.com>";
  expect(givenSecrets({ SMTP_URL, MAIL_FROM }).smtp).toEqual({ url: SMTP_URL, from: MAIL_FROM });
  expect(() => givenSecrets({ SMTP_URL })).toThrow(/^MAIL_FROM must be set/);
  expect(() => givenSecrets({ MAIL_FROM })).toThrow(/^SMTP_URL must be set/);
  expect(() => givenSecrets({ SMTP_URL: "127.0.0.1", MAIL_FROM })).toThrow(/^SMTP_URL must be/);
  expect(() => givenSecrets({ SMTP_URL, MAIL_FROM: "nobody" })).toThrow(/^MAIL_FROM must be one/);
});
