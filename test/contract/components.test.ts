import { APP_IDS } from "@punctual/contracts/apps";
import { SECRET_STORE, SECRETS, STATE_STORE } from "@punctual/contracts/names";
import { PUBSUB } from "@punctual/contracts/topics";
import { describe, expect, test } from "vitest";
import { type Component, componentsIn, resourcesIn } from "./support/dapr-files.ts";

const COMPONENTS = componentsIn("components");

function only(found: readonly Component[]): Component {
  const [component, ...others] = found;
  if (!component || others.length > 0) throw new Error(`expected one component, found ${found.length}`);
  return component;
}

const ofType = (type: string) => only(COMPONENTS.filter((component) => component.type === type));

test("components carry the names that the code uses", () => {
  expect(COMPONENTS.map(({ name }) => name).sort()).toEqual([PUBSUB, STATE_STORE].sort());
});

describe("kafka-pubsub", () => {
  const kafka = ofType("pubsub.kafka");

  test("has the name that is published to", () => {
    expect(kafka.name).toBe(PUBSUB);
  });

  test("sets no consumer group, which all apps would share", () => {
    expect(Object.keys(kafka.values)).not.toContain("consumerGroup");
  });

  test("makes each app a consumer group of its own", () => {
    expect(kafka.values.consumerID).toBe("{appID}");
  });

  test("begins with what was published before a group first joined", () => {
    expect(kafka.values.initialOffset).toBe("oldest");
  });
});

test("the state store is for chat-api alone", () => {
  expect(ofType("state.postgresql").scopes).toEqual([APP_IDS.chatApi]);
});

test.each(COMPONENTS)("$name takes its secrets from the common store", ({ secretStore }) => {
  expect(secretStore).toBe(SECRET_STORE);
});

test.each([...resourcesIn("components"), ...resourcesIn("subscriptions"), ...resourcesIn("resiliency")])(
  "$kind $metadata.name is scoped to apps that exist",
  ({ scopes = [] }) => {
    expect(scopes).not.toEqual([]);
    expect(Object.values(APP_IDS)).toEqual(expect.arrayContaining([...scopes]));
  },
);

test("components read just the secrets that are declared for them, by name and key", () => {
  const read = COMPONENTS.flatMap(({ secretKeyRefs }) => secretKeyRefs).map(
    ({ name, key }) => `${name}/${key}`,
  );
  // The key of action links is read by notifier itself, through the secrets API.
  const { actionLinks: _notifier, ...ofComponents } = SECRETS;
  const declared = Object.values(ofComponents).flatMap(({ name, keys }) =>
    keys.map((key) => `${name}/${key}`),
  );
  expect(read.sort()).toEqual(declared.sort());
});

test.each([
  ["a laptop", "local", "secretstores.local.file"],
  ["a cluster", "cluster", "secretstores.kubernetes"],
])("%s answers for the secret store by the one name", (_where, folder, type) => {
  const stores = componentsIn(folder).filter((component) => component.type.startsWith("secretstores."));
  expect(stores.map(({ name, type }) => ({ name, type }))).toEqual([{ name: SECRET_STORE, type }]);
});
