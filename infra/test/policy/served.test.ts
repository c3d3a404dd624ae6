import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStackFile } from "../../plan/stack-file.ts";
import type { Declared } from "../../policy/rule.ts";
import { RESOURCE_RULES, STACK_RULES } from "../../policy/rules.ts";
import { planned } from "../support/planned.ts";
import { asDeclared } from "./support/declared.ts";
import { changed } from "./support/fault.ts";
import { type ServedPack, serve } from "./support/served.ts";

/** How the engine sends a text that a preview doesn't know yet (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const IMAGE = "spec.template.spec.containers.0.image";
const MANDATORY = 1;
const ADVISORY = 0;

let pack: ServedPack;
let resources: readonly Declared[];
beforeAll(async () => {
  resources = (await planned("minikube")).map(asDeclared);
  pack = await serve(readStackFile("minikube").values);
});
afterAll(async () => pack?.stop());

const deployment = () => {
  const found = resources.find(({ type }) => type.endsWith(":Deployment"));
  if (!found) throw new Error("the plan has no Deployment");
  return found;
};

describe("the policy pack, started as Pulumi starts it", () => {
  it("serves every rule", async () => {
    const names = [...RESOURCE_RULES, ...STACK_RULES].map(({ name }) => name);
    expect(await pack.policies()).toEqual(names);
  });

  it("finds nothing wrong with the minikube stack", async () => {
    for (const each of resources) expect(await pack.analyze(each), each.name).toEqual([]);
    expect(await pack.analyzeStack(resources)).toEqual([]);
  });

  it("refuses a resource, and says what would be right", async () => {
    const [refused, ...others] = await pack.analyze(changed(deployment(), IMAGE, "it:latest"));
    expect(others).toEqual([]);
    expect(refused).toMatchObject({ policyname: "images-by-digest", enforcementlevel: MANDATORY });
    expect(refused?.message).toContain("Name the image by its digest");
  });

  it("refuses a stack, and says what would be right", async () => {
    const open = resources.filter(({ name }) => name !== "default-deny");
    const [refused, ...others] = await pack.analyzeStack(open);
    expect(others).toEqual([]);
    expect(refused).toMatchObject({ policyname: "default-deny", enforcementlevel: MANDATORY });
    expect(refused?.message).toContain("Declare a NetworkPolicy there");
  });

  it("waits for what a preview doesn't know yet", async () => {
    const [told, ...others] = await pack.analyze(changed(deployment(), IMAGE, UNKNOWN));
    expect(others).toEqual([]);
    expect(told).toMatchObject({ policyname: "images-by-digest", enforcementlevel: ADVISORY });
  });

  it("reads from the stack's configuration what it asks for", async () => {
    // A laptop's images have tags: a cloud's must not.
    const tagged = changed(deployment(), IMAGE, "it:1.2.3");
    expect(await pack.analyze(tagged)).toEqual([]);
    const other = await serve({ "punctual:target": "gke" });
    const refused = await other.analyze(tagged);
    await other.stop();
    expect(refused.map(({ policyname }) => policyname)).toEqual(["images-by-digest"]);
  });
});
