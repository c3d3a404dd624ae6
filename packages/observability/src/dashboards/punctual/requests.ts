import { low, stat, table, timeseries } from "../panels.ts";
import { own, perSecond, quantile, share, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

const DURATION = "http_request_duration_seconds";
/** What people, agents and Dapr ask for; not what probes and Prometheus do. */
const ASKED = 'route!~"/healthz|/readyz|/metrics"';
const FAILED = 'status=~"5.."';

const count = (...matchers: string[]) => `${DURATION}_count${own(ASKED, ...matchers)}`;
const buckets = `${DURATION}_bucket${own(ASKED)}`;
const ROUTE = "app_id,method,route";
/** Seconds within which an answer should come, by quantile. */
const GOOD = { 0.5: 0.1, 0.95: 0.25, 0.99: 1 } as const;

/** How requests are answered. */
export const REQUESTS_ROW: RowSpec = {
  title: "Requests",
  panels: [
    stat({
      title: "Requests",
      description:
        "Requests a second, without probes. Good: as the day usually goes; 0 by day means that nobody gets through.",
      runbook: "service-down",
      unit: "reqps",
      queries: { requests: sumBy("", perSecond(count())) },
    }),
    stat({
      title: "Answered with 5xx",
      description: "Share of all requests that failed on our side. Good: 0.",
      runbook: "writes-failing",
      unit: "percentunit",
      decimals: 2,
      queries: { failed: share("", count(FAILED), count()) },
      thresholds: low(0.01, 0.001),
    }),
    stat({
      title: "95 of 100 are faster than",
      description: "95th percentile of the time to answer. Good: below 250 ms.",
      runbook: "slow-requests",
      unit: "s",
      queries: { p95: quantile(0.95, buckets, "") },
      thresholds: low(1, 0.25),
    }),
    stat({
      title: "Refused with 4xx",
      description:
        "Share of all requests that were wrong or not allowed. Good: low and steady; a jump is a broken client or somebody who tries tokens.",
      runbook: "writes-failing",
      unit: "percentunit",
      decimals: 2,
      queries: { refused: share("", count('status=~"4.."'), count()) },
    }),
    timeseries({
      title: "Requests by service",
      description:
        "Requests a second that each service answers; those of notifier and recurrence come from Dapr. Good: no service at 0 while others work.",
      runbook: "service-down",
      unit: "reqps",
      queries: { "{{app_id}}": sumBy("app_id", perSecond(count())) },
    }),
    timeseries({
      title: "Failures by service",
      description: "Share of each service's requests that end in a 5xx. Good: 0.",
      runbook: "writes-failing",
      unit: "percentunit",
      queries: { "{{app_id}}": share("app_id", count(FAILED), count()) },
      thresholds: low(0.01),
    }),
    timeseries({
      title: "Answers by status",
      description:
        "Answers a second by HTTP status. Good: nearly all 2xx; 409 and 412 are people who changed the same task at once.",
      runbook: "writes-failing",
      unit: "reqps",
      stacked: true,
      queries: { "{{status}}": sumBy("status", perSecond(count())) },
    }),
    ...([0.5, 0.95, 0.99] as const).map((q) =>
      timeseries({
        title: `Time to answer, p${q * 100}`,
        description: `${q * 100} of 100 requests to a service are answered faster than this. Good: below ${GOOD[q]} s.`,
        runbook: "slow-requests",
        unit: "s",
        queries: { "{{app_id}}": quantile(q, buckets, "app_id") },
        thresholds: low(GOOD[q]),
      }),
    ),
    table({
      title: "Routes",
      description: "Each route as it is now. Good: no failures, and p95 below 250 ms.",
      runbook: "slow-requests",
      rows: ["app_id", "method", "route"],
      columns: [
        { title: "Requests", expr: sumBy(ROUTE, perSecond(count())), unit: "reqps", decimals: 2 },
        { title: "Failed", expr: share(ROUTE, count(FAILED), count()), unit: "percentunit", decimals: 2 },
        { title: "p50", expr: quantile(0.5, buckets, ROUTE), unit: "s" },
        { title: "p95", expr: quantile(0.95, buckets, ROUTE), unit: "s" },
        { title: "p99", expr: quantile(0.99, buckets, ROUTE), unit: "s" },
      ],
      sortBy: "Requests",
    }),
  ],
};
