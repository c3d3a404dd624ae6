/** Series, and the alerts of one rule that they make fire. */
export interface AlertCase {
  readonly alert: string;
  /** Follows the alert's name: `fires when …`, `is silent while …`. */
  readonly name: string;
  /** Samples of each series in promtool's notation (`0+5x10`, `_x3`, `stale`), a {@link AlertCase.step} apart. */
  readonly series: Readonly<Record<string, string>>;
  /** Time between samples and between evaluations; half a minute when absent. */
  readonly step?: string;
  /** What fires at each of these times, a Prometheus duration from the first sample on. */
  readonly firing: Readonly<Record<string, readonly Firing[]>>;
}

/** An alert that fires. */
interface Firing {
  /** Without `alertname` and `severity`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** As a person reads it; absent where it holds a share whose last digits are for each version of Prometheus to say. */
  readonly summary?: string;
}

/** Series, and what a recording rule makes of them. */
export interface RecordCase {
  readonly record: string;
  readonly name: string;
  readonly series: Readonly<Record<string, string>>;
  readonly step?: string;
  readonly at: string;
  /** Labels of each series in PromQL's notation, with its value to six digits; none when it must be absent. */
  readonly expected: Readonly<Record<string, number>>;
}
