import type { Runbook } from "../runbooks.ts";

/** A series that Prometheus computes and keeps (Prometheus, "Recording rules"). */
export interface RecordingRule {
  /** `level:metric:operation`. */
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Something that a person must look at (Prometheus, "Alerting rules"). */
export interface AlertingRule {
  /** In PascalCase, starting with `Punctual`. */
  readonly alert: string;
  readonly expr: string;
  /** How long it must hold: a Prometheus duration. */
  readonly for?: string;
  /** page: wakes somebody up; ticket: can wait for the morning. */
  readonly severity: "page" | "ticket";
  /** One line; may use `{{ $labels.app_id }}` and the like. */
  readonly summary: string;
  /** What it means for the people who use Punctual. */
  readonly description: string;
  readonly runbook: Runbook;
}

/** Rules that are evaluated together, in order. */
export interface RuleGroup {
  readonly name: string;
  /** How often they are evaluated, a Prometheus duration; as often as Prometheus is set to when absent. */
  readonly interval?: string;
  readonly rules: readonly (RecordingRule | AlertingRule)[];
}
