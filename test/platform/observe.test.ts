import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { cacheDir } from "@punctual/local/bootstrap/cache-dir";
import { ensurePrometheus } from "@punctual/local/tools/prometheus";
import { METRICS, type MetricSource } from "@punctual/observability/metrics";
import { RULE_GROUPS } from "@punctual/observability/rules/groups";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { seriesIn } from "../support/exposition.ts";
import { type MetricNeed, metricNeeds, unmetNeeds } from "../support/metrics-used.ts";
import { tell } from "../support/tell.ts";
import { isLoopback, listenersOf } from "./support/listeners.ts";
import { startOddProbe } from "./support/odd-probe.ts";
import { type OwnPlatform, startPlatform } from "./support/own-platform.ts";
import { newPerson } from "./support/person.ts";
import { attachPlatform, type Platform } from "./support/platform.ts";
import type { Probe } from "./support/probe.ts";
import { type Prometheus, prometheusAt } from "./support/prometheus.ts";
import { workThrough } from "./support/work-through.ts";

/** Labels that only a cluster's Prometheus adds; the tests on a cluster look for them. */
const ADDED_BY_CLUSTER = new Set(["namespace", "pod", "container", "node", "service", "endpoint"]);

/** Where a laptop's metrics come from. */
const HERE: ReadonlySet<MetricSource> = new Set(["service", "sidecar", "kafka", "prometheus"]);
/** Sidecars call the control plane by gRPC where there is an operator, which a laptop has none of. */
const NEEDS_OPERATOR = /^dapr_grpc_io_client_/;

/** Whether a need can be met on a laptop; what rules record can. */
function isHere({ metric }: MetricNeed): boolean {
  const source = METRICS[metric]?.source;
  return (source === undefined || HERE.has(source)) && !NEEDS_OPERATOR.test(metric);
}

let own: OwnPlatform;
let platform: Platform;
let prometheus: Prometheus;
let odd: Probe;
beforeAll(async () => {
  own = await startPlatform("--observe");
  platform = attachPlatform(own.dataDir);
  prometheus = prometheusAt(`http://127.0.0.1:${platform.ports.prometheus}`);
  [odd] = await Promise.all([startOddProbe(platform), workThrough(platform)]);
  // What a counter counts before it is first seen doesn't make it grow.
  const writes = 'http_request_duration_seconds_count{method="POST",route="/api/tasks"}';
  await soon(async () => expect(await prometheus.query(writes)).not.toEqual([]));
  await (await newPerson(platform)).add("Once more");
});
afterAll(async () => {
  await odd?.stop();
  await own?.stop();
});

/** What the odd sidecar shows, which Prometheus doesn't know of. */
async function seriesOfOdd() {
  return seriesIn(await (await fetch(`http://127.0.0.1:${odd.sidecar.metricsPort}/metrics`)).text());
}

/** Waits for what comes with the next scrapes and evaluations: the promises are recorded every half minute. */
const soon = <T>(look: () => Promise<T>) => vi.waitFor(look, { timeout: 60_000, interval: 250 });

describe("npm start -- --observe", () => {
  it("says where to look", () => {
    const url = `http://127.0.0.1:${platform.ports.prometheus}`;
    expect(own.printed).toContain(`Prometheus     ${url}\n`);
    expect(own.printed).toContain(`Alerts         ${url}/alerts\n`);
    expect(own.printed).toMatch(/Grafana {8}(http:|is not installed: http)/);
  });

  it.runIf(process.platform === "linux")("opens nothing more beyond this machine", async () => {
    const parts = (await platform.status()).parts.filter(({ name }) =>
      ["kafka-metrics", "prometheus", "grafana"].includes(name),
    );
    expect(parts.length).toBeGreaterThanOrEqual(2);
    for (const { name, pid, healthy } of parts) {
      expect(healthy, name).toBe(true);
      const listeners = await listenersOf(pid ?? 0);
      expect(listeners.length, name).toBeGreaterThan(0);
      expect(
        listeners.filter(({ address }) => !isLoopback(address)),
        name,
      ).toEqual([]);
    }
  });

  it("asks every service and every sidecar, what shows Kafka, and itself, and each answers", async () => {
    await soon(async () => {
      const targets = (await prometheus.targets()).map(({ labels, health, lastError }) => [
        labels.job,
        health,
        lastError,
      ]);
      expect(targets.sort()).toEqual([
        ["kafka-metrics", "up", ""],
        ["prometheus", "up", ""],
        ...Array(3).fill(["services", "up", ""]),
        ...Array(3).fill(["sidecars", "up", ""]),
      ]);
    });
  });

  it("writes a configuration and rules that promtool finds nothing wrong with", async () => {
    const { promtool } = await ensurePrometheus({ cache: cacheDir(process.env), report() {} });
    const folder = join(own.dataDir, "prometheus");
    expect(await readdir(folder)).toEqual(expect.arrayContaining(["prometheus.yml", "rules.yml"]));
    for (const args of [
      ["config", "prometheus.yml"],
      ["rules", "rules.yml"],
    ]) {
      const { code, stdout, stderr } = await tell(promtool, ["check", ...args], "", { cwd: folder });
      expect(code, `${stdout}\n${stderr}`).toBe(0);
    }
  });
});

describe("on what it collected,", () => {
  it("there is every metric with every label that a dashboard or a rule uses", async () => {
    const needs = metricNeeds().filter(isHere);
    expect(needs.length).toBeGreaterThan(100);
    await soon(async () => {
      const series = [...(await prometheus.series()), ...(await seriesOfOdd())];
      expect(unmetNeeds(needs, series, ADDED_BY_CLUSTER)).toEqual([]);
    });
  });

  it("every rule is evaluated, and every recording rule gives something", async () => {
    const ours = RULE_GROUPS.flatMap(({ rules }) => rules).map((rule) =>
      "record" in rule ? rule.record : rule.alert,
    );
    const rules = await soon(async () => {
      const found = await prometheus.rules();
      expect(found.filter(({ health }) => health !== "ok")).toEqual([]);
      return found;
    });
    expect(rules.map(({ name }) => name).sort()).toEqual(ours.sort());
    for (const { name } of rules.filter(({ type }) => type === "recording")) {
      await soon(async () => expect(await prometheus.query(name), name).not.toEqual([]));
    }
  });
});

it("shows the consumer groups that there are, each with its member", async () => {
  const found = await prometheus.query("kafka_consumergroup_members");
  expect(found.map(({ metric, value: [, members] }) => [metric.consumergroup, members]).sort()).toEqual([
    ["notifier", "1"],
    ["recurrence", "1"],
  ]);
});

it("shows that events wait for a consumer that is away, and that none does once it is back", async () => {
  const person = await newPerson(platform);
  const lag = async () => {
    const found = await prometheus.query(
      'sum(kafka_consumergroup_lag{consumergroup="recurrence",topic="task-events"})',
    );
    return Number(found[0]?.value[1]);
  };
  await soon(async () => expect(await lag()).toBe(0));
  await platform.whileDown("recurrence-dapr", async () => {
    for (let i = 0; i < 3; i++) await person.add(`Task ${i}`);
    await soon(async () => expect(await lag()).toBe(3));
  });
  await platform.healthy("recurrence-dapr");
  await vi.waitFor(async () => expect(await lag()).toBe(0), { timeout: 60_000, interval: 250 });
});
