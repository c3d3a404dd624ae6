import { describe, expect, it } from "vitest";
import { RESOURCE_RULES, STACK_RULES } from "../../policy/rules.ts";
import { CLOUD_FAULTS } from "./faults/clouds.ts";
import { CLUSTER_FAULTS } from "./faults/cluster.ts";
import { DEPLOYMENT, POD_FAULTS } from "./faults/pods.ts";
import type { Fault } from "./support/fault.ts";
import { changed } from "./support/fault.ts";
import { judge, NOTHING } from "./support/judge.ts";

const RULES = [...RESOURCE_RULES, ...STACK_RULES];
const FAULTS: readonly Fault[] = [...POD_FAULTS, ...CLUSTER_FAULTS, ...CLOUD_FAULTS];

const said = (rule: string, resources: Fault["right"], asked: Fault["asked"]) =>
  judge(resources, { ...NOTHING, ...asked })
    .filter(({ policy }) => policy === rule)
    .map(({ message }) => message);

describe.each(RULES)("$name", ({ name, remedy }) => {
  const own = FAULTS.filter(({ rule }) => rule === name);

  it("is tried with what is wrong", () => {
    expect(own.length).toBeGreaterThan(0);
  });

  it.each(own.map((fault, index) => ({ ...fault, index })))("refuses what $says ($index)", (fault) => {
    expect(said(name, fault.right, fault.asked), "what is right").toEqual([]);
    const messages = said(name, fault.wrong, fault.asked);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.join("\n")).toContain(fault.says);
    for (const message of messages) expect(message, "what would be right").toContain(remedy);
  });
});

describe("the policy pack", () => {
  it("has no rule twice", () => {
    const names = RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("tries only rules that there are", () => {
    const names = RULES.map(({ name }) => name);
    expect(FAULTS.map(({ rule }) => rule).filter((rule) => !names.includes(rule))).toEqual([]);
  });

  it("finds nothing wrong with a workload as ours are", () => {
    const alone = judge([DEPLOYMENT], NOTHING).filter(({ policy }) =>
      RESOURCE_RULES.some(({ name }) => name === policy),
    );
    expect(alone).toEqual([]);
  });

  it("leaves to their publishers what stands in manifests that a component applies", () => {
    const agent = changed(DEPLOYMENT, "spec.template.spec.hostNetwork", true);
    expect(judge([agent], NOTHING).map(({ policy }) => policy)).toContain("no-host-access");
    expect(judge([{ ...agent, published: true }], NOTHING)).toEqual([]);
  });
});
