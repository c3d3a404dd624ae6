import { readChatApiConfig } from "@punctual/chat-api/config";
import { expect, test } from "vitest";

const RIGHT = {
  HOST: "127.0.0.1",
  PORT: "8080",
  DATABASE_URL: "postgres://chat@127.0.0.1:5432/punctual",
  DAPR_HTTP_PORT: "3500",
  DAPR_API_TOKEN: "0123456789abcdef",
  APP_API_TOKEN: "fedcba9876543210",
  PUBLIC_URL: "http://127.0.0.1:8080",
};
const BOOTSTRAP = { BOOTSTRAP_USER_ID: "ada", BOOTSTRAP_TOKEN_SHA256: "0".repeat(64) };

const ISSUER = { OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_ID: "punctual" };

test("needs no token to begin with", () => {
  expect(readChatApiConfig(RIGHT)).toMatchObject({ PUBLIC_URL: "http://127.0.0.1:8080" });
});

test("takes a token to begin with, and whose it is", () => {
  expect(readChatApiConfig({ ...RIGHT, ...BOOTSTRAP })).toMatchObject(BOOTSTRAP);
});

test("takes an issuer, over TLS or on this machine, and lists with commas", () => {
  const given = {
    ...ISSUER,
    PUBLIC_URL: "https://punctual.example.com",
    OIDC_ALLOWED_EMAILS: "ada@example.com, @example.org",
    CORS_ORIGINS: "https://app.example.com,http://localhost:3000",
  };
  expect(readChatApiConfig({ ...RIGHT, ...given })).toMatchObject({
    ...ISSUER,
    OIDC_ALLOWED_EMAILS: ["ada@example.com", "@example.org"],
    CORS_ORIGINS: ["https://app.example.com", "http://localhost:3000"],
  });
  const local = { OIDC_ISSUER: "http://127.0.0.1:8180/realms/a", OIDC_AUDIENCE: "punctual" };
  expect(readChatApiConfig({ ...RIGHT, ...local })).toMatchObject(local);
});

test("without an issuer takes tokens alone, from no other site, and trusts no proxy", () => {
  const config = readChatApiConfig(RIGHT);
  expect(config).toMatchObject({ CORS_ORIGINS: [], RATE_LIMIT_PER_MINUTE: 6000, TRUSTED_PROXIES: 0 });
  expect(config.OIDC_ISSUER).toBeUndefined();
});

test.each<[string, Record<string, string>]>([
  ["PUBLIC_URL", { PUBLIC_URL: "127.0.0.1" }],
  ["BOOTSTRAP_TOKEN_SHA256", { ...BOOTSTRAP, BOOTSTRAP_TOKEN_SHA256: "the token itself" }],
  ["BOOTSTRAP_TOKEN_SHA256", { BOOTSTRAP_USER_ID: "ada" }],
  ["BOOTSTRAP_USER_ID", { BOOTSTRAP_TOKEN_SHA256: "0".repeat(64) }],
  ["OIDC_ISSUER", { OIDC_CLIENT_ID: "punctual" }],
  ["OIDC_ISSUER", { OIDC_AUDIENCE: "punctual" }],
  ["OIDC_ISSUER", { OIDC_ALLOWED_EMAILS: "@example.com" }],
  ["OIDC_ISSUER", { OIDC_ISSUER: "http://id.example.com", OIDC_AUDIENCE: "punctual" }],
  ["OIDC_ISSUER", { OIDC_ISSUER: "id.example.com", OIDC_AUDIENCE: "punctual" }],
  ["OIDC_CLIENT_ID", { OIDC_ISSUER: "https://id.example.com" }],
  ["OIDC_ALLOWED_EMAILS", { ...ISSUER, OIDC_ALLOWED_EMAILS: "example.com" }],
  ["OIDC_ALLOWED_EMAILS", { ...ISSUER, OIDC_ALLOWED_EMAILS: "" }],
  ["PUBLIC_URL", { ...ISSUER, PUBLIC_URL: "http://punctual.example.com" }],
  ["CORS_ORIGINS", { CORS_ORIGINS: "https://app.example.com/" }],
  ["CORS_ORIGINS", { CORS_ORIGINS: "*" }],
  ["RATE_LIMIT_PER_MINUTE", { RATE_LIMIT_PER_MINUTE: "0" }],
  ["RATE_LIMIT_PER_MINUTE", { RATE_LIMIT_PER_MINUTE: "none" }],
  ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "-1" }],
])("names %s when it is wrong or only half is given: %j", (key, given) => {
  expect(() => readChatApiConfig({ ...RIGHT, ...given })).toThrow(`\n  ${key} `);
});
