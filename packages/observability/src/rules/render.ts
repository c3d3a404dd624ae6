import { runbookUrl } from "../runbooks.ts";
import { RULE_GROUPS } from "./groups.ts";
import type { AlertingRule, RecordingRule } from "./rule.ts";

/** A file of rules, as Prometheus reads it and as the `spec` of a PrometheusRule (monitoring.coreos.com/v1) has it. */
export interface RuleFile {
  readonly groups: readonly RenderedGroup[];
}

/** A group of it. */
interface RenderedGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Record<string, unknown>[];
}

/** All rules. @param runbooks where the runbooks are read */
export function renderRules(runbooks: string): RuleFile {
  return {
    groups: RULE_GROUPS.map(({ name, interval, rules }) => ({
      name,
      ...(interval !== undefined && { interval }),
      rules: rules.map((rule) => ("record" in rule ? renderRecording(rule) : renderAlert(rule, runbooks))),
    })),
  };
}

function renderRecording({ record, expr, labels }: RecordingRule): Record<string, unknown> {
  return { record, expr, ...(labels && { labels }) };
}

function renderAlert(rule: AlertingRule, runbooks: string): Record<string, unknown> {
  return {
    alert: rule.alert,
    expr: rule.expr,
    ...(rule.for !== undefined && { for: rule.for }),
    labels: { severity: rule.severity },
    annotations: {
      summary: rule.summary,
      description: rule.description,
      runbook_url: runbookUrl(runbooks, rule.runbook),
    },
  };
}
