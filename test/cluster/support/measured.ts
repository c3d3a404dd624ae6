import { APP_IDS } from "@punctual/contracts/apps";
import { METRICS } from "@punctual/observability/metrics";
import { RULE_GROUPS } from "@punctual/observability/rules/groups";
import type { AlertingRule } from "@punctual/observability/rules/rule";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Recorded } from "../../../infra/plan/record.ts";
import { type MetricNeed, metricNeeds, type Series, unmetNeeds } from "../../support/metrics-used.ts";
import { cadvisorSeries } from "./cadvisor.ts";
import type { Door } from "./door.ts";
import { kubectl } from "./kubectl.ts";
import { CAUSED, cause, workThrough } from "./occasions.ts";
import { type ClusterPrometheus, startPrometheus } from "./prometheus.ts";
import { type Job, jobsOf, kubeletJob, kubeStateJob } from "./targets.ts";

/** A stack that runs. */
interface LiveStack {
  readonly namespace: string;
  readonly resources: readonly Recorded[];
  readonly door: () => Door;
}

/** Pods of ours that each monitor must find, at least: two of each service. */
const FOUND: Readonly<Record<string, number>> = {
  services: 6,
  sidecars: 6,
  "kafka-metrics": 1,
  // Sentry, operator, injector, placement, and a scheduler or three.
  "dapr-control-plane": 5,
};
/** What work makes more of. */
const COUNTED = [
  'http_request_duration_seconds_count{app_id="chat-api",method="POST",route="/api/tasks"}',
  "punctual_event_age_seconds_count",
];
/** A day in the far future of every certificate. */
const MUCH_LATER_S = 100 * 365 * 24 * 60 * 60;

/** What comes with the next scrapes and evaluations. */
const soon = <T>(look: () => Promise<T>) => vi.waitFor(look, { timeout: 90_000, interval: 1_000 });
const alertNamed = (name: string): AlertingRule => {
  const rule = RULE_GROUPS.flatMap(({ rules }) => rules).find(
    (each) => "alert" in each && each.alert === name,
  );
  if (!rule || !("alert" in rule)) throw new Error(`there is no alert ${name}`);
  return rule;
};

/**
 * Declares tests that scrape a stack by its own monitors, with a real Prometheus that has Punctual's rules: each metric
 * and label of a dashboard or rule is there, and what goes wrong is seen.
 */
export function testMetrics({ namespace, resources, door }: LiveStack): void {
  let prometheus: ClusterPrometheus;
  let jobs: Job[];
  const look = async () => [...(await jobsOf(resources)), await kubeletJob(), await kubeStateJob()];
  const appsWhere = async (expr: string) =>
    (await prometheus.query(expr)).map(({ metric, value: [, count] }) => [metric.app_id, count]);

  beforeAll(async () => {
    jobs = await look();
    prometheus = await startPrometheus(jobs);
    await soon(async () => {
      const targets = await prometheus.targets();
      expect(targets.filter(({ health }) => health !== "up").map(({ labels }) => labels)).toEqual([]);
    });
    await cause(namespace);
    await workThrough(door());
    // Only what is counted after it was seen for the first time is a rate.
    await soon(async () => {
      for (const counted of COUNTED) expect(await prometheus.query(counted), counted).not.toEqual([]);
    });
    await workThrough(door());
  });
  afterAll(() => prometheus?.stop());

  it.each(Object.entries(FOUND))("are shown by every pod that the monitor %s is for", async (name, least) => {
    const wanted = jobs.find((job) => job.name === name)?.targets.map(({ labels }) => labels.instance) ?? [];
    expect(wanted.length).toBeGreaterThanOrEqual(least);
    await soon(async () => {
      const targets = await prometheus.targets();
      const up = targets.filter(({ health }) => health === "up").map(({ labels }) => labels.instance);
      expect(up).toEqual(expect.arrayContaining(wanted));
    });
  });

  it("have every name and label that a dashboard or a rule uses", async () => {
    const { must, may } = needsBy(jobs);
    let there = new Set<string | undefined>();
    expect(must.length).toBeGreaterThan(200);
    await soon(async () => {
      const series = [...(await prometheus.series()), ...(await unknownContainers(prometheus))];
      expect(unmetNeeds(must, series)).toEqual([]);
      there = new Set(series.map(({ __name__ }) => __name__));
      expect(
        unmetNeeds(
          may.filter(({ metric }) => there.has(metric)),
          series,
        ),
      ).toEqual([]);
    });
    const unseen = may.map(({ metric }) => metric).filter((metric) => !there.has(metric));
    console.log(`not seen here, so by their makers' documents alone: ${[...new Set(unseen)].join(", ")}`);
  });

  it("have no label twice, once as whoever scrapes says and once as the pod does", async () => {
    const ours = (await prometheus.series()).filter(({ namespace: where }) => where === namespace);
    expect(ours.length).toBeGreaterThan(500);
    const clashing = ours.flatMap((labels) =>
      Object.keys(labels).filter((label) => label.startsWith("exported_")),
    );
    expect([...new Set(clashing)]).toEqual([]);
  });

  it("are judged by every rule without a fault", async () => {
    await soon(async () => {
      const rules = await prometheus.rules();
      expect(rules.length).toBe(RULE_GROUPS.flatMap((group) => group.rules).length);
      expect(rules.filter(({ health }) => health !== "ok")).toEqual([]);
    });
  });

  it("tell when Dapr's real issuer certificate ends: no alert now, one once it is near", async () => {
    const { expr } = alertNamed("PunctualIssuerCertificateExpires");
    const [end] = await prometheus.query("min(dapr_sentry_issuercert_expiry_timestamp)");
    expect(Number(end?.value[1])).toBeGreaterThan(Date.now() / 1000);
    expect(await prometheus.query(expr)).toEqual([]);
    const [threshold] = /\d+$/.exec(expr) ?? [];
    expect(Number(threshold)).toBe(30 * 24 * 60 * 60);
    const near = expr.replace(/\d+$/, String(MUCH_LATER_S));
    expect(await prometheus.query(near)).toHaveLength(1);
  });

  it("tell of a pod that came up without its sidecar, until it is gone", async () => {
    const { expr } = alertNamed("PunctualSidecarMissing");
    const deployment = `deployment/${APP_IDS.notifier}`;
    await soon(async () => expect(await appsWhere(expr)).toEqual([]));
    await kubectl(["-n", namespace, "patch", deployment, "-p", withoutSidecar()]);
    try {
      await soon(async () => {
        prometheus.retarget(await look());
        expect(await appsWhere(expr)).toEqual([[APP_IDS.notifier, "1"]]);
      });
    } finally {
      await kubectl(["-n", namespace, "rollout", "undo", deployment]);
    }
    await kubectl(["-n", namespace, "rollout", "status", deployment, "--timeout=120s"]);
    await soon(async () => {
      prometheus.retarget(await look());
      expect(await appsWhere(expr)).toEqual([]);
    });
  });
}

/** What only some clusters have, by the job that scrapes it. */
const INSTALLED = [
  { metric: /^kube_/, job: "kube-state-metrics" },
  { metric: /^certmanager_/, job: "cert-manager" },
] as const;

/** Needs of metrics that must be there, and of those that may be. */
function needsBy(jobs: readonly Job[]): { must: readonly MetricNeed[]; may: readonly MetricNeed[] } {
  const scraped = new Set(jobs.filter(({ targets }) => targets.length > 0).map(({ name }) => name));
  const must = ({ metric }: MetricNeed) => {
    const installed = INSTALLED.find((each) => each.metric.test(metric));
    if (installed && !scraped.has(installed.job)) return false;
    return METRICS[metric]?.when === undefined || CAUSED.has(metric);
  };
  return Object.groupBy(metricNeeds(), (need) => (must(need) ? "must" : "may")) as ReturnType<typeof needsBy>;
}

/**
 * Series of containers as kubelets write them, where they know no container's name: a cAdvisor that can't ask the node's
 * container runtime leaves the label empty, and Prometheus keeps no empty label.
 */
async function unknownContainers(prometheus: ClusterPrometheus): Promise<readonly Series[]> {
  const named = await prometheus.query('container_cpu_usage_seconds_total{container!=""}');
  return named.length > 0 ? [] : cadvisorSeries();
}

const withoutSidecar = () =>
  JSON.stringify({ spec: { template: { metadata: { annotations: { "dapr.io/enabled": "false" } } } } });
