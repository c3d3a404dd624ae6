import { expect, it } from "vitest";
import { dataPaths, ROOT } from "../../src/data/paths.ts";
import { ensureSecrets } from "../../src/data/secrets.ts";
import { portsFrom } from "../../src/parts/ports.ts";
import { allParts, LOG_SOURCES, PART_NAMES } from "../../src/parts/registry.ts";
import type { ObserveTools } from "../../src/tools/observe.ts";
import { temporaryFolder } from "../support/temporary.ts";

const PROMETHEUS = { prometheus: "prometheus", promtool: "promtool", version: "3.13.5" };
const OBSERVE: ObserveTools = {
  prometheus: PROMETHEUS,
  grafana: { grafana: "/grafana/bin/grafana", args: ["server"], home: "/grafana" },
};

function parts(observe: ObserveTools | undefined) {
  const paths = dataPaths(temporaryFolder());
  return allParts({
    root: ROOT,
    paths,
    secrets: ensureSecrets(paths),
    ports: portsFrom(8080),
    logLevel: "info",
    tools: {
      dapr: { daprd: "daprd", scheduler: "scheduler", sentry: "sentry" },
      kafka: { kind: "jvm", java: "java", jars: "/jars" },
      postgres: { postgres: "/pg/bin/postgres", initdb: "/pg/bin/initdb", home: "/pg" },
      ...(observe && { observe }),
    },
  });
}

it("names the same parts to commands as it starts, with the same logs", () => {
  expect(parts(OBSERVE).map(({ name }) => name)).toEqual(PART_NAMES);
  for (const { name, logFormat, kind } of parts(OBSERVE)) {
    expect(LOG_SOURCES).toContainEqual({ name, logFormat, kind });
  }
});

it("watches only where that was asked for, and without Grafana where that isn't installed", () => {
  const besides = (observe: ObserveTools | undefined) => {
    const names = parts(observe).map(({ name }) => name);
    return names.slice(names.indexOf("recurrence-dapr") + 1);
  };
  expect(besides(undefined)).toEqual([]);
  expect(besides({ prometheus: PROMETHEUS, grafana: undefined })).toEqual(["kafka-metrics", "prometheus"]);
  expect(besides(OBSERVE)).toEqual(["kafka-metrics", "prometheus", "grafana"]);
});

it("starts nothing before what it needs, and stops nothing before what needs it", () => {
  const byName = new Map(parts(OBSERVE).map((part) => [part.name, part]));
  for (const part of parts(OBSERVE)) {
    for (const need of part.needs) expect(byName.get(need)?.stopWave).toBeGreaterThanOrEqual(part.stopWave);
  }
});

it("gives a service its own role, both tokens, and nothing of the developer's environment", async () => {
  process.env.AWS_SECRET_ACCESS_KEY = "leak";
  const command = await parts(undefined)
    .find(({ name }) => name === "notifier")
    ?.command(() => {});
  delete process.env.AWS_SECRET_ACCESS_KEY;
  expect(command?.env).not.toHaveProperty("AWS_SECRET_ACCESS_KEY");
  expect(command?.env).toMatchObject({
    HOST: "127.0.0.1",
    PORT: "8081",
    DATABASE_URL: expect.stringMatching(/^postgres:\/\/notifier:.+@127\.0\.0\.1:8083\/punctual$/),
    DAPR_API_TOKEN: expect.any(String),
    APP_API_TOKEN: expect.any(String),
  });
});
