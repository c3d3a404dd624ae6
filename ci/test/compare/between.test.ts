import { expect, it } from "vitest";
import type { Recorded } from "../../../infra/plan/record.ts";
import { between } from "../../compare/between.ts";

const resource = (over: Partial<Recorded>): Recorded => ({
  type: "kubernetes:apps/v1:Deployment",
  name: "chat-api",
  inputs: { spec: { replicas: 1 } },
  secretInputs: [],
  provider: "urn:pulumi:aks::punctual::pulumi:providers:kubernetes::cluster::cluster-id",
  custom: true,
  dependsOn: [],
  protect: false,
  ...over,
});
const secret = (stringData: Record<string, string>, over: Partial<Recorded> = {}) =>
  resource({
    type: "kubernetes:core/v1:Secret",
    name: "database",
    inputs: { apiVersion: "v1", kind: "Secret", metadata: { name: "database" }, stringData },
    secretInputs: ["stringData"],
    ...over,
  });

it("finds nothing between a plan and itself, in another order", () => {
  const plan = [resource({}), secret({ url: "postgres://a:secret-password@b" })];
  expect(between(plan, plan.toReversed())).toEqual({ added: [], changed: [], removed: [] });
});

it("tells what comes and what goes", () => {
  expect(between([resource({ name: "old" })], [resource({ name: "new" })])).toEqual({
    added: [{ type: "kubernetes:apps/v1:Deployment", name: "new" }],
    changed: [],
    removed: [{ type: "kubernetes:apps/v1:Deployment", name: "old" }],
  });
});

it("tells each field that differs, with both values", () => {
  const after = resource({ inputs: { spec: { replicas: 2, paused: true } } });
  expect(between([resource({})], [after]).changed).toEqual([
    {
      type: "kubernetes:apps/v1:Deployment",
      name: "chat-api",
      replaced: false,
      fields: [
        { path: "spec.paused", after: "true" },
        { path: "spec.replicas", before: "1", after: "2" },
      ],
    },
  ]);
});

it("tells when what a resource depends on, its protection or its provider differs", () => {
  const after = resource({
    dependsOn: ["job setup"],
    protect: true,
    provider: "urn:pulumi:aks::punctual::pulumi:providers:kubernetes::other::other-id",
  });
  expect(between([resource({})], [after]).changed[0]?.fields.map(({ path }) => path)).toEqual([
    '["(options)"].dependsOn["job setup"]',
    '["(options)"].protect',
    '["(options)"].provider',
  ]);
});

it("keeps two of the same type and name apart", () => {
  const twice = [resource({ inputs: { a: 1 } }), resource({ inputs: { a: 2 } })];
  expect(between(twice.slice(0, 1), twice).added).toHaveLength(1);
});

it("never shows a value of a Secret, though it tells its keys", () => {
  const [old, fresh] = ["postgres://a:first-password@b", "postgres://a:second-password@b"];
  const copy = (text: string) => resource({ inputs: { env: `DSN=${text}` } });
  const found = between(
    [secret({ url: old }), copy(old)],
    [secret({ url: fresh, ca: "long enough a text" }), copy(fresh)],
  );
  expect(found.changed).toEqual([
    expect.objectContaining({ name: "database", fields: [{ path: "stringData.ca", after: "[secret]" }] }),
  ]);
  expect(JSON.stringify(found)).not.toMatch(/password/);
});

it("never shows what else Pulumi treats as a secret", () => {
  const provider = (kubeconfig: string) => resource({ inputs: { kubeconfig }, secretInputs: ["kubeconfig"] });
  expect(between([provider("one")], [provider("two")]).changed).toEqual([]);
});
