import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { APP_IDS } from "@punctual/contracts/apps";
import { SECRET_STORE, SECRETS, STATE_STORE } from "@punctual/contracts/names";
import { task } from "@punctual/contracts/task";
import { LIVE_PUBSUB, PUBSUB, TOPICS } from "@punctual/contracts/topics";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** Words that are also fields of a task, which programs do name: these can't be told apart. */
const FIELDS: readonly string[] = Object.keys(task.shape);
/** What Dapr, Kafka and Kubernetes know our things by. */
const NAMES = [
  ...Object.values(APP_IDS),
  ...TOPICS.map(({ name }) => name),
  PUBSUB,
  LIVE_PUBSUB,
  STATE_STORE,
  SECRET_STORE,
  ...Object.values(SECRETS).map(({ name }) => name),
].filter((name) => !FIELDS.includes(name));
const literal = new RegExp(`["'\`](${NAMES.join("|")})["'\`]`, "g");

/** Sources that use names: everything but the contracts, which state them, and tests. */
const SOURCES = globSync("{infra,services,packages,local}/**/*.ts", {
  cwd: ROOT,
  exclude: (path) => /(^|\/)(node_modules|test|contracts)(\/|$)/.test(path),
});

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "");

test("finds the sources that it is to read", () => {
  expect(SOURCES.some((path) => path.startsWith("infra/workloads/"))).toBe(true);
  expect(SOURCES.some((path) => path.startsWith("services/chat-api/src/"))).toBe(true);
});

test("no program names a topic, an app or a component by itself: it takes the name from the contracts", () => {
  const found = SOURCES.flatMap((path) =>
    [...withoutComments(readFileSync(join(ROOT, path), "utf8")).matchAll(literal)].map(
      ([, name]) => `${path}: ${name}`,
    ),
  );
  expect(found).toEqual([]);
});

test("knows all names but the two that are fields, too", () => {
  expect(
    FIELDS.filter((field) =>
      [...TOPICS.map(({ name }) => name), ...Object.values<string>(APP_IDS)].includes(field),
    ).sort(),
  ).toEqual(["recurrence", "reminders"]);
});

test("would notice one that does", () => {
  expect('subscribe("task-events")'.match(literal)).toHaveLength(1);
});
