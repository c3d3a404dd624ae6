import { DATABASE_ROLES } from "@punctual/contracts/names";
import { passwordsIn, readDatabaseConfig } from "@punctual/setup/database-config";
import { expect, test } from "vitest";

const RIGHT = {
  ADMIN_DATABASE_URL: "postgres://admin@127.0.0.1:5432/punctual",
  DATABASE_PASSWORD_CHAT_API: "1",
  DATABASE_PASSWORD_NOTIFIER: "2",
  DATABASE_PASSWORD_RECURRENCE: "3",
  DATABASE_PASSWORD_DAPR_STATE: "4",
};

test("gives every role the password that is named after it", () => {
  const passwords = passwordsIn(readDatabaseConfig(RIGHT));
  expect(passwords).toEqual({ chat_api: "1", notifier: "2", recurrence: "3", dapr_state: "4" });
  expect(Object.keys(passwords).sort()).toEqual([...DATABASE_ROLES].sort());
});

test.for(Object.keys(RIGHT))("refuses to go on without %s", (key) => {
  expect(() => readDatabaseConfig({ ...RIGHT, [key]: undefined })).toThrow(`${key} is not set`);
  expect(() => readDatabaseConfig({ ...RIGHT, [key]: "" })).toThrow(key);
});
