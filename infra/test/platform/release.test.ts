import { describe, expect, it } from "vitest";
import { chartsIn } from "../../plan/manifests.ts";
import { CHARTS } from "../../platform/charts.ts";
import { merge } from "../../platform/release.ts";
import { planned } from "../support/planned.ts";
import { MINIKUBE } from "../support/values.ts";

const daprOf = async (charts: object) => {
  const resources = await planned("minikube", { ...MINIKUBE, "punctual:charts": JSON.stringify(charts) });
  return chartsIn(resources).find(({ name }) => name === "dapr");
};

describe("a chart", () => {
  it("comes from its own home, pinned", async () => {
    expect(await daprOf({})).toMatchObject({
      chart: "dapr",
      version: CHARTS.dapr.version,
      repository: CHARTS.dapr.repository,
      namespace: "dapr-system",
    });
  });

  it("comes from a mirror where one is given", async () => {
    const repository = "https://charts.example.com";
    expect(await daprOf({ dapr: { repository, version: "1.16.9" } })).toMatchObject({
      repository,
      version: "1.16.9",
    });
    expect(await daprOf({ dapr: { repository: "oci://mirror.example/charts" } })).toMatchObject({
      chart: "oci://mirror.example/charts/dapr",
      repository: undefined,
    });
  });

  it("comes from a folder where one is given, for clusters without the internet", async () => {
    expect(await daprOf({ dapr: { path: "/charts/dapr" } })).toMatchObject({
      chart: "/charts/dapr",
      version: undefined,
      repository: undefined,
    });
  });

  it("has its values merged over ours", async () => {
    const dapr = await daprOf({ dapr: { values: { global: { registry: "mirror.example/dapr" } } } });
    expect(dapr?.values).toMatchObject({
      global: { registry: "mirror.example/dapr", mtls: { enabled: true } },
      dapr_sidecar_injector: { sidecarDropALLCapabilities: true },
    });
  });

  it.each(Object.entries(CHARTS))("%s is pinned to one version", (_name, { version }) => {
    expect(version).toMatch(/^v?\d+\.\d+\.\d+$/);
  });
});

describe("merging values", () => {
  it("goes into objects and replaces everything else, as Helm does", () => {
    expect(merge({ a: { b: 1, c: [1, 2] }, d: 1 }, { a: { c: [3] }, d: { e: 2 } })).toEqual({
      a: { b: 1, c: [3] },
      d: { e: 2 },
    });
  });
});
