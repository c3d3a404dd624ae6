import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { APP_IDS } from "@punctual/contracts/apps";
import { SECRET_STORE, SECRETS, STATE_STORE } from "@punctual/contracts/names";
import { PUBSUB, TOPICS } from "@punctual/contracts/topics";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
/** What Dapr, Kafka and Kubernetes know our things by. */
const NAMES = [
  ...Object.values(APP_IDS),
  ...TOPICS.map(({ name }) => name),
  PUBSUB,
  STATE_STORE,
  SECRET_STORE,
  ...Object.values(SECRETS).map(({ name }) => name),
];
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

test("would notice one that does", () => {
  expect('subscribe("task-events")'.match(literal)).toHaveLength(1);
});
