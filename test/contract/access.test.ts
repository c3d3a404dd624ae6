import { APP_IDS } from "@punctual/contracts/apps";
import { SECRET_STORE, SECRETS } from "@punctual/contracts/names";
import { describe, expect, test } from "vitest";
import { configurations } from "./support/dapr-files.ts";

const CONFIGURATIONS = configurations();
const configurationOf = (appId: string) => CONFIGURATIONS.find(({ name }) => name === appId);

test("every app has a configuration of its own", () => {
  expect(CONFIGURATIONS.map(({ name }) => name).sort()).toEqual(Object.values(APP_IDS).sort());
});

describe.each(CONFIGURATIONS)("the sidecar of $name", ({ accessControl, secrets }) => {
  test("lets nobody call it but whom it names", () => {
    expect(accessControl.defaultAction).toBe("deny");
    expect(accessControl.policies.map(({ defaultAction }) => defaultAction)).not.toContain("allow");
  });

  test("names callers that exist", () => {
    expect(Object.values(APP_IDS)).toEqual(
      expect.arrayContaining(accessControl.policies.map(({ appId }) => appId)),
    );
  });

  test("gives out no secret but those it names", () => {
    expect(secrets.scopes.map(({ storeName, defaultAccess }) => [storeName, defaultAccess])).toEqual([
      [SECRET_STORE, "deny"],
    ]);
  });
});

test("each may read its own secrets and no others: the provider's client's, the key of action links, the mail server", () => {
  const allowed = CONFIGURATIONS.flatMap(({ name, secrets }) =>
    secrets.scopes.flatMap(({ allowedSecrets = [] }) => allowedSecrets.map((secret) => `${name}: ${secret}`)),
  );
  expect(allowed.sort()).toEqual([
    `${APP_IDS.chatApi}: ${SECRETS.oidc.name}`,
    `${APP_IDS.notifier}: ${SECRETS.actionLinks.name}`,
    `${APP_IDS.notifier}: ${SECRETS.smtp.name}`,
  ]);
});

test("no two operations of one caller overlap", () => {
  for (const { accessControl } of CONFIGURATIONS) {
    for (const { operations } of accessControl.policies) {
      const names = operations.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  }
  expect(configurationOf(APP_IDS.notifier)?.accessControl.policies).toHaveLength(1);
});
