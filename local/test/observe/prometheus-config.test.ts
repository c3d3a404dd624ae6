import { expect, it } from "vitest";
import { prometheusArgs, prometheusConfig } from "../../src/observe/prometheus-config.ts";
import { portsFrom } from "../../src/parts/ports.ts";

const ports = portsFrom(8080);

it("asks every service and every sidecar, what shows Kafka, and itself", () => {
  expect(prometheusConfig(ports, "rules.yml")).toMatchObject({
    rule_files: ["rules.yml"],
    scrape_configs: [
      {
        job_name: "services",
        static_configs: [{ targets: ["127.0.0.1:8080", "127.0.0.1:8081", "127.0.0.1:8082"] }],
      },
      {
        job_name: "sidecars",
        static_configs: [{ targets: ["127.0.0.1:8098", "127.0.0.1:8103", "127.0.0.1:8108"] }],
      },
      { job_name: "kafka-metrics", static_configs: [{ targets: ["127.0.0.1:8110"] }] },
      { job_name: "prometheus", static_configs: [{ targets: ["127.0.0.1:8111"] }] },
    ],
  });
});

it("is open to this machine alone, and to no page but its own", () => {
  const args = prometheusArgs(8111, { config: "prometheus.yml", data: "data" });
  expect(args).toContain("--web.listen-address=127.0.0.1:8111");
  const origin = args.find((arg) => arg.startsWith("--web.cors.origin="))?.split("=")[1] ?? "";
  expect("http://127.0.0.1:8111").toMatch(new RegExp(`^(?:${origin})$`));
  expect("http://127.0.0.1.example").not.toMatch(new RegExp(`^(?:${origin})$`));
});

it("keeps figures for a bounded time and size", () => {
  const args = prometheusArgs(8111, { config: "prometheus.yml", data: "data" });
  expect(args).toContain("--storage.tsdb.retention.time=7d");
  expect(args).toContain("--storage.tsdb.retention.size=512MB");
});
