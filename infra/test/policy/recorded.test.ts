import { beforeAll, describe, expect, it } from "vitest";
import { sideBySide } from "../../../test/scan/support/side-by-side.ts";
import { readStackFile } from "../../plan/stack-file.ts";
import { readAsked } from "../../policy/asked.ts";
import type { Declared } from "../../policy/rule.ts";
import { STACK_CASES } from "../support/cases.ts";
import { planned } from "../support/planned.ts";
import { asDeclared } from "./support/declared.ts";
import { judge, NOTHING } from "./support/judge.ts";

const plans = new Map<string, readonly Declared[]>();
const planOf = (name: string) => {
  const found = plans.get(name);
  if (!found) throw new Error(`nothing was planned as ${name}`);
  return found;
};

beforeAll(async () => {
  await sideBySide(STACK_CASES, async ({ name, stack, values }) => {
    plans.set(name, (await planned(stack, values)).map(asDeclared));
  });
}, 240_000);

describe.each(STACK_CASES)("$name", ({ name, stack, values }) => {
  const asked = readAsked({ ...readStackFile(stack).values, ...values });

  it("holds to every rule", () => {
    expect(planOf(name).length).toBeGreaterThan(50);
    expect(judge(planOf(name), asked)).toEqual([]);
  });
});

describe("a gateway on the internet", () => {
  const open = STACK_CASES.filter(({ name }) => name.includes("open to the internet"));

  it.each(open)("is refused where the configuration doesn't ask for it: $name", ({ name }) => {
    const refused = judge(planOf(name), NOTHING);
    expect(refused.map(({ policy }) => policy)).toContain("no-public-service");
    expect(refused.map(({ message }) => message).join("\n")).toContain("Set punctual:ingress.public to true");
  });
});

describe("a laptop's images and load balancers", () => {
  it("are refused in a cloud", () => {
    const refused = judge(planOf("minikube with everything in the cluster"), NOTHING);
    expect(refused.map(({ policy }) => policy)).toContain("no-public-service");
  });
});
