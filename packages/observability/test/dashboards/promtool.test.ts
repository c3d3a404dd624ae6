import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cacheDir } from "../../../../local/bootstrap/cache-dir.mjs";
import { ensurePrometheus } from "../../../../local/src/tools/prometheus.ts";
import { run } from "../../../../local/src/tools/run.ts";
import { DASHBOARDS } from "../../src/dashboards/all.ts";
import { queriesOf } from "../../src/dashboards/queries.ts";
import { withoutVariables } from "../support/promql.ts";
import { jsonOf } from "./lints/json.ts";
import { panelsOf, targetsOf } from "./lints/lint.ts";
import { MEANINGS, type Meaning } from "./meaning.ts";

/** The first time on a machine, promtool is downloaded. */
const FETCH_MS = 300_000;
const RUN_MS = 60_000;

let promtool: string;
const folder = mkdtempSync(join(tmpdir(), "punctual dashboards "));
beforeAll(async () => {
  const report = (text: string) => console.log(`Prometheus: ${text}`);
  ({ promtool } = await ensurePrometheus({ cache: cacheDir(process.env), report }));
}, FETCH_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("Prometheus itself understands every expression", { timeout: RUN_MS }, async () => {
  const rules = DASHBOARDS.flatMap(queriesOf).map(({ expr }, index) => ({
    record: `expression:${index}`,
    expr: withoutVariables(expr),
  }));
  await run(promtool, ["check", "rules", write("all.json", { groups: [{ name: "all", rules }] })]);
});

test("promtool sees that panels mean what they say", { timeout: RUN_MS }, async () => {
  const tests = MEANINGS.map((meaning) => ({
    name: `${meaning.panel}: ${meaning.name}`,
    interval: "1m",
    input_series: Object.entries(meaning.series).map(([series, values]) => ({ series, values })),
    promql_expr_test: [
      {
        // Rounded, as versions of Prometheus add up in different orders.
        expr: `round(${exprOf(meaning)}, 0.000001)`,
        eval_time: "10m",
        exp_samples: Object.entries(meaning.shown).map(([labels, value]) => ({ labels, value })),
      },
    ],
  }));
  await run(promtool, ["test", "rules", write("meanings.json", { rule_files: [], tests })]);
});

test("promtool would see when they didn't", { timeout: RUN_MS }, async () => {
  const wrong = {
    rule_files: [],
    tests: [
      {
        promql_expr_test: [{ expr: "vector(1)", eval_time: "1m", exp_samples: [{ labels: "{}", value: 2 }] }],
      },
    ],
  };
  await expect(run(promtool, ["test", "rules", write("wrong.json", wrong)])).rejects.toThrow();
});

function write(name: string, content: unknown): string {
  const file = join(folder, name);
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** The expression of a query with nothing picked: all namespaces, all services. */
function exprOf({ dashboard, panel: title, query }: Meaning): string {
  const source = DASHBOARDS.find(({ name }) => name === dashboard);
  const panel = source && panelsOf(jsonOf(source)).find((each) => each.title === title);
  if (!panel) throw new Error(`no panel ${title} on ${dashboard}`);
  const titles = panel.fieldConfig?.overrides.map(({ matcher }) => matcher.options) ?? [];
  const target = targetsOf(panel).find(
    ({ legendFormat }, index) => query === (legendFormat || titles[index]),
  );
  if (!target?.expr) throw new Error(`no query ${query} in ${title}`);
  return withoutVariables(target.expr.replaceAll("$namespace", ".*").replaceAll("$app_id", ".+"));
}
