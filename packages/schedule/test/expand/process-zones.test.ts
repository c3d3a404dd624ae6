import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const RULES = [
  ["FREQ=DAILY", "2026-03-07T02:30:00", "America/New_York"],
  ["FREQ=WEEKLY;BYDAY=SU,SA;WKST=SU", "2026-10-24T01:30:00", "Europe/Dublin"],
  ["FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=0,12", "2011-12-01T00:00:00", "Pacific/Apia"],
  ["FREQ=YEARLY;BYWEEKNO=1,53;BYDAY=MO", "2020-01-01T23:30:00", "Asia/Kathmandu"],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20270101T000000Z",
    "2026-01-01T08:00:00",
    "Africa/Casablanca",
  ],
];

test("a series is the same in whatever zone the process runs", () => {
  const script = `import { preview } from ${JSON.stringify(import.meta.resolve("@punctual/schedule/expand/series"))};
    import { parseRule } from ${JSON.stringify(import.meta.resolve("@punctual/schedule/rule/parse"))};
    const rest = { exdates: ["2026-03-08"], rdates: ["2026-03-08T12:00:00Z"] };
    for (const [rule, local, timeZone] of ${JSON.stringify(RULES)}) {
      const parsed = parseRule(rule);
      console.log(JSON.stringify(preview({ rule: parsed, start: { kind: "wall", local, timeZone }, ...rest }, 30)));
      if (!rule.includes("BYHOUR"))
        console.log(JSON.stringify(preview({ rule: parsed, start: { kind: "date", date: local.slice(0, 10) }, ...rest }, 30)));
    }`;
  const outputs = ["UTC", "America/New_York", "Pacific/Apia", "Asia/Kathmandu", "America/Sao_Paulo"].map(
    (TZ) => {
      const child = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
        env: { ...process.env, TZ, NODE_OPTIONS: "" },
        encoding: "utf8",
      });
      expect(child.stderr).toBe("");
      return child.stdout;
    },
  );
  expect(outputs[0]?.split("\n")).toHaveLength(10);
  expect(new Set(outputs).size).toBe(1);
});
