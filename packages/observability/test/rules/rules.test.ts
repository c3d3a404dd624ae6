import { describe, expect, it } from "vitest";
import { RULE_GROUPS } from "../../src/rules/groups.ts";
import { ALERT_CASES, RECORD_CASES } from "./cases/all.ts";
import { ALERTS } from "./support/promtool.ts";

const rules = RULE_GROUPS.flatMap((group) => group.rules);

describe.for([...ALERTS])("%s", ([name, alert]) => {
  const moments = ALERT_CASES.filter((one) => one.alert === name).flatMap(({ firing }) =>
    Object.values(firing),
  );

  it("is seen firing", () => {
    expect(moments.some((firing) => firing.length > 0)).toBe(true);
  });

  it("is seen silent in a case of its own", () => {
    const silent = ALERT_CASES.filter(
      (one) => one.alert === name && Object.values(one.firing).every((firing) => firing.length === 0),
    );
    expect(silent).not.toEqual([]);
  });

  it("speaks of people in whole sentences", () => {
    expect(name).toMatch(/^Punctual[A-Z]/);
    expect(alert.summary).not.toMatch(/\.$/);
    expect(alert.description).toMatch(/^[A-Z].*\.$/);
  });
});

describe.for(rules.filter((rule) => "record" in rule).map(({ record }) => record))("%s", (record) => {
  it("is used by a rule, or is asserted", () => {
    const used = rules.some(({ expr }) => expr.includes(record));
    expect(used || RECORD_CASES.some((one) => one.record === record)).toBe(true);
  });

  it("is named level:metric:operation", () => {
    expect(record).toMatch(/^[a-z_]+:[a-z_]+:[a-z0-9_]+$/);
  });
});

it("no two rules have one name", () => {
  const names = rules.map((rule) => ("record" in rule ? rule.record : rule.alert));
  expect(names).toEqual([...new Set(names)]);
});
