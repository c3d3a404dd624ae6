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

test("needs no token to begin with", () => {
  expect(readChatApiConfig(RIGHT)).toMatchObject({ PUBLIC_URL: "http://127.0.0.1:8080" });
});

test("takes a token to begin with, and whose it is", () => {
  expect(readChatApiConfig({ ...RIGHT, ...BOOTSTRAP })).toMatchObject(BOOTSTRAP);
});

test.each<[string, Record<string, string>]>([
  ["PUBLIC_URL", { PUBLIC_URL: "127.0.0.1" }],
  ["BOOTSTRAP_TOKEN_SHA256", { ...BOOTSTRAP, BOOTSTRAP_TOKEN_SHA256: "the token itself" }],
  ["BOOTSTRAP_TOKEN_SHA256", { BOOTSTRAP_USER_ID: "ada" }],
  ["BOOTSTRAP_USER_ID", { BOOTSTRAP_TOKEN_SHA256: "0".repeat(64) }],
])("names %s when it is wrong or only half is given: %j", (key, given) => {
  expect(() => readChatApiConfig({ ...RIGHT, ...given })).toThrow(`\n  ${key} `);
});
