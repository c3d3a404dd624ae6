import { APP_IDS } from "@punctual/contracts/apps";
import { SECRET_STORE, SECRETS, STATE_STORE } from "@punctual/contracts/names";
import { LIVE_GROUPS, LIVE_PUBSUB, PUBSUB, TASK_UPDATES } from "@punctual/contracts/topics";
import { describe, expect, test } from "vitest";
import { type Component, componentsIn, resourcesIn } from "./support/dapr-files.ts";

const COMPONENTS = componentsIn("components");

function only(found: readonly Component[]): Component {
  const [component, ...others] = found;
  if (!component || others.length > 0) throw new Error(`expected one component, found ${found.length}`);
  return component;
}

const ofType = (type: string) => only(COMPONENTS.filter((component) => component.type === type));
const named = (name: string) => only(COMPONENTS.filter((component) => component.name === name));

test("components carry the names that the code uses", () => {
  expect(COMPONENTS.map(({ name }) => name).sort()).toEqual([PUBSUB, LIVE_PUBSUB, STATE_STORE].sort());
});

describe("kafka-pubsub", () => {
  const kafka = named(PUBSUB);

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

describe("kafka-pubsub-live", () => {
  const live = named(LIVE_PUBSUB);

  test("makes each replica a consumer group of its own, by a name that access rules know", () => {
    const { consumerID, consumerGroup } = live.values;
    expect(consumerGroup).toBeUndefined();
    expect(consumerID?.replace("{appID}", APP_IDS.chatApi)).toBe(`${LIVE_GROUPS}{uuid}`);
  });

  test("begins with the newest, and never tries a message again by itself", () => {
    expect(live.values).toMatchObject({ initialOffset: "newest", consumeRetryEnabled: "false" });
  });

  test("carries wake-ups to chat-api alone, and takes nothing to publish", () => {
    expect(live.scopes).toEqual([APP_IDS.chatApi]);
    expect(live.values).toMatchObject({
      allowedTopics: TASK_UPDATES.name,
      publishingScopes: `${APP_IDS.chatApi}=`,
    });
  });

  test("comes to the same Kafka as the other", () => {
    expect(live.type).toBe(named(PUBSUB).type);
    expect(live.secretKeyRefs).toEqual(named(PUBSUB).secretKeyRefs);
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
  // All others are read by services themselves, through the secrets API.
  const { kafka, stateStore } = SECRETS;
  const declared = [kafka, stateStore].flatMap(({ name, keys }) => keys.map((key) => `${name}/${key}`));
  expect([...new Set(read)].sort()).toEqual(declared.sort());
});

test.each([
  ["a laptop", "local", "secretstores.local.file"],
  ["a cluster", "cluster", "secretstores.kubernetes"],
])("%s answers for the secret store by the one name", (_where, folder, type) => {
  const stores = componentsIn(folder).filter((component) => component.type.startsWith("secretstores."));
  expect(stores.map(({ name, type }) => ({ name, type }))).toEqual([{ name: SECRET_STORE, type }]);
});
