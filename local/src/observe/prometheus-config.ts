import type { Ports } from "../parts/ports.ts";

/** How often everything is asked for its figures, and rules are evaluated: often enough to watch something happen. */
const INTERVAL = "5s";

/** How a laptop's Prometheus is set up, in the terms of its configuration file. */
export function prometheusConfig(ports: Ports, ruleFile: string): Record<string, unknown> {
  const job = (name: string, scraped: readonly number[]) => ({
    job_name: name,
    static_configs: [{ targets: scraped.map((port) => `127.0.0.1:${port}`) }],
  });
  return {
    global: { scrape_interval: INTERVAL, scrape_timeout: INTERVAL, evaluation_interval: INTERVAL },
    rule_files: [ruleFile],
    scrape_configs: [
      job("services", [ports.chatApi, ports.notifier, ports.recurrence]),
      job(
        "sidecars",
        ports.sidecars.map(({ metrics }) => metrics),
      ),
      job("kafka-metrics", [ports.kafkaMetrics]),
      job("prometheus", [ports.prometheus]),
    ],
  };
}

/** Its command line; paths are relative to its folder. */
export function prometheusArgs(port: number, files: { config: string; data: string }): string[] {
  return [
    `--config.file=${files.config}`,
    `--storage.tsdb.path=${files.data}`,
    // Whichever is reached first.
    "--storage.tsdb.retention.time=7d",
    "--storage.tsdb.retention.size=512MB",
    `--web.listen-address=127.0.0.1:${port}`,
    `--web.external-url=http://127.0.0.1:${port}/`,
    // By default, any page in the browser may read everything.
    `--web.cors.origin=http://127\\.0\\.0\\.1:${port}`,
    "--log.format=logfmt",
  ];
}
