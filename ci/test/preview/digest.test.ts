import { expect, it } from "vitest";
import { readPreview } from "../../preview/digest.ts";

const urn = (type: string, name: string) =>
  `urn:pulumi:aks::punctual::punctual:platform:Kafka$${type}::${name}`;
const read = (digest: object) => readPreview(JSON.stringify(digest));

it("tells what comes, goes and changes, and leaves out what stays", () => {
  const found = read({
    steps: [
      { op: "same", urn: urn("t:Same", "same"), oldState: { inputs: {} }, newState: { inputs: {} } },
      { op: "create", urn: urn("t:New", "new"), newState: { inputs: { a: 1 } } },
      { op: "delete", urn: urn("t:Old", "old"), oldState: { inputs: { a: 1 } } },
      {
        op: "update",
        urn: urn("t:Changed", "changed::twice"),
        oldState: { inputs: { spec: { replicas: 1 } } },
        newState: { inputs: { spec: { replicas: 2 } } },
        detailedDiff: { "spec.replicas": { kind: "update", inputDiff: false } },
      },
    ],
    changeSummary: { same: 1, create: 1, delete: 1, update: 1 },
  });
  expect(found).toEqual({
    added: [{ type: "t:New", name: "new" }],
    removed: [{ type: "t:Old", name: "old" }],
    changed: [
      {
        type: "t:Changed",
        name: "changed::twice",
        replaced: false,
        fields: [{ path: "spec.replicas", before: "1", after: "2" }],
      },
    ],
    errors: [],
  });
});

it("counts a replacement once, though it is three steps", () => {
  const states = { oldState: { inputs: { zone: "a" } }, newState: { inputs: { zone: "b" } } };
  const steps = ["create-replacement", "replace", "delete-replaced"].map((op) => ({
    op,
    urn: urn("t:Disk", "disk"),
    ...states,
  }));
  const { changed, added, removed } = read({ steps });
  expect([changed.length, added.length, removed.length]).toEqual([1, 0, 0]);
  expect(changed[0]?.replaced).toBe(true);
});

it("names a field that only the provider sees, without values", () => {
  const inputs = { same: true };
  const step = { op: "update", urn: urn("t:It", "it"), oldState: { inputs }, newState: { inputs } };
  expect(
    read({ steps: [{ ...step, detailedDiff: { "status.size": { kind: "update" } } }] }).changed[0]?.fields,
  ).toEqual([{ path: "status.size", after: "(as the provider finds it)" }]);
});

it("tells errors, not warnings", () => {
  const diagnostics = [
    { message: "error: punctual:target is missing\n", severity: "error" },
    { message: "a newer version", severity: "warning" },
  ];
  expect(read({ diagnostics }).errors).toEqual(["error: punctual:target is missing"]);
});

it.each(["", "error: no stack", "[]"])("says so when pulumi says something else: %j", (text) => {
  expect(() => readPreview(text)).toThrow(/pulumi preview --json says what isn't understood here/);
});
