import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheDir } from "../../../../../local/bootstrap/cache-dir.mjs";
import { ensurePrometheus } from "../../../../../local/src/tools/prometheus.ts";
import { run } from "../../../../../local/src/tools/run.ts";
import { RULE_GROUPS } from "../../../src/rules/groups.ts";
import { PROMISE_ALERTS } from "../../../src/rules/promise-alerts.ts";
import { PROMISE_RECORDS } from "../../../src/rules/promises.ts";
import { renderRules } from "../../../src/rules/render.ts";
import type { AlertingRule } from "../../../src/rules/rule.ts";
import { runbookUrl } from "../../../src/runbooks.ts";
import type { AlertCase, RecordCase } from "./case.ts";

/** The rules in a file, and promtool to judge them. */
export interface Judge {
  /** Resolves when promtool accepts the file as rules. */
  check(): Promise<unknown>;
  /** Resolves when every case of the rule ends as it says; rejects with what promtool found. */
  test(name: string, cases: readonly (AlertCase | RecordCase)[]): Promise<void>;
}

const RUNBOOKS = "https://runbooks.example";
const STEP = "30s";

/** All alerts, by name. */
export const ALERTS: ReadonlyMap<string, AlertingRule> = new Map(
  RULE_GROUPS.flatMap(({ rules }) => rules)
    .filter((rule) => "alert" in rule)
    .map((rule) => [rule.alert, rule]),
);

/** Finds or fetches promtool and writes the rules. @param folder an empty one */
export async function createJudge(folder: string): Promise<Judge> {
  const { promtool } = await ensurePrometheus({
    cache: cacheDir(process.env),
    report: (text) => console.log(`Prometheus: ${text}`),
  });
  // A file for each group, so that a case evaluates what it is about. JSON is YAML.
  const files = renderRules(RUNBOOKS).groups.map((group) => {
    const file = join(folder, `${group.name}.rules.yaml`);
    writeFileSync(file, JSON.stringify({ groups: [group] }));
    return { file, names: group.rules.map((rule) => rule.alert ?? rule.record) };
  });
  const all = files.map(({ file }) => file);
  const filesOf = (name: string) => [
    ...files.filter(({ names }) => names.includes(name)).map(({ file }) => file),
    // The only group whose records another one reads.
    ...(PROMISE_ALERTS.rules.some((rule) => "alert" in rule && rule.alert === name)
      ? [join(folder, `${PROMISE_RECORDS.name}.rules.yaml`)]
      : []),
  ];
  return {
    check: () => run(promtool, ["check", "rules", ...all]),
    async test(name, cases) {
      // Rules are evaluated as often as a file of tests says, whatever their group says.
      for (const [step, own] of Map.groupBy(cases, (one) => one.step ?? STEP)) {
        const file = join(folder, `${name.replaceAll(":", "-")}-${step}.yaml`);
        const tests = { rule_files: filesOf(name), evaluation_interval: step, tests: own.map(toTest) };
        writeFileSync(file, JSON.stringify(tests));
        await run(promtool, ["test", "rules", file]);
      }
    },
  };
}

function toTest(one: AlertCase | RecordCase): Record<string, unknown> {
  const shared = {
    name: one.name,
    interval: one.step ?? STEP,
    input_series: Object.entries(one.series).map(([series, values]) => ({ series, values })),
  };
  if ("record" in one) {
    const samples = Object.entries(one.expected).map(([labels, value]) => ({ labels, value }));
    // Rounded, as versions of Prometheus add up in different orders.
    const expr = `round(${one.record}, 0.000001)`;
    return { ...shared, promql_expr_test: [{ expr, eval_time: one.at, exp_samples: samples }] };
  }
  const rule = ALERTS.get(one.alert);
  if (!rule) throw new Error(`There is no alert ${one.alert}`);
  const moments = Object.entries(one.firing);
  const whole = moments.filter(([, firing]) => firing.every(({ summary }) => summary !== undefined));
  const bare = moments.filter((moment) => !whole.includes(moment));
  return {
    ...shared,
    alert_rule_test: whole.map(([at, firing]) => ({
      eval_time: at,
      alertname: one.alert,
      exp_alerts: firing.map(({ labels, summary }) => ({
        exp_labels: { severity: rule.severity, ...labels },
        exp_annotations: {
          summary,
          description: rule.description,
          runbook_url: runbookUrl(RUNBOOKS, rule.runbook),
        },
      })),
    })),
    promql_expr_test: bare.map(([at, firing]) => ({
      eval_time: at,
      expr: `ALERTS{alertname="${one.alert}",alertstate="firing"}`,
      exp_samples: firing.map(({ labels }) => ({ labels: firingSeries(rule, labels), value: 1 })),
    })),
  };
}

/** The series that Prometheus writes for an alert that fires. */
function firingSeries(
  { alert, severity }: AlertingRule,
  labels: Readonly<Record<string, string>> = {},
): string {
  const all = Object.entries({ alertname: alert, alertstate: "firing", severity, ...labels });
  return `ALERTS{${all.map(([name, value]) => `${name}="${value}"`).join(",")}}`;
}
