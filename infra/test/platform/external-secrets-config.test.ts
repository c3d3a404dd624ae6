import { expect, test } from "vitest";
import { readConfig } from "../../config.ts";
import { GKE, MINIKUBE } from "../support/values.ts";

const read = (values: Record<string, string>, secrets: object) =>
  readConfig({
    values: { ...values, "punctual:secrets": JSON.stringify({ mode: "external-secrets", ...secrets }) },
    isSecret: () => true,
  });

test.each<[string, Record<string, string>, object, RegExp]>([
  ["no vault and no store", MINIKUBE, {}, /secrets\.store is not set: Minikube has no vault/],
  [
    "a cluster of somebody else's and no store",
    { ...GKE, "punctual:kubeconfig": "a kubeconfig" },
    {},
    /secrets\.store is not set: a cluster given by its kubeconfig has no vault/,
  ],
  [
    "an operator of somebody else's and no store",
    GKE,
    { install: false },
    /secrets\.store must be set where secrets\.install is false/,
  ],
  [
    "data services whose passwords this stack makes",
    { ...GKE, "punctual:postgres": JSON.stringify({ mode: "cloudnativepg" }) },
    {},
    /secrets\.mode can be "external-secrets" only where/,
  ],
])("%s is refused", (_what, values, secrets, message) => {
  expect(() => read(values, secrets)).toThrow(message);
});

test("a cloud's own vault needs neither a store nor any secret in the stack", () => {
  const {
    "punctual:masterKey": _masterKey,
    "punctual:kafkaPassword": _kafkaPassword,
    "punctual:postgresUrl": _postgresUrl,
    ...rest
  } = GKE;
  expect(read(rest, {}).secrets).toEqual({
    mode: "external-secrets",
    install: true,
    prefix: "punctual",
    version: "1",
  });
});
