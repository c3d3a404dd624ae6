import { APP_IDS } from "@punctual/contracts/apps";
import { TOPICS } from "@punctual/contracts/topics";
import { describe, expect, it } from "vitest";
import { componentsIn, configurations } from "../../../test/contract/support/dapr-files.ts";
import { type Manifest, manifestsIn } from "../../plan/manifests.ts";
import { CATALOG } from "../../workloads/catalog.ts";
import { planned } from "../support/planned.ts";
import { images, MINIKUBE } from "../support/values.ts";

const json = JSON.stringify;
const withImages = { ...MINIKUBE, "punctual:images": images((name) => `punctual/${name}:test`) };
const plan = async (values: Record<string, string> = {}) =>
  manifestsIn(await planned("minikube", { ...withImages, ...values }));
const find = (manifests: readonly Manifest[], kind: string, name: string) => {
  const found = manifests.find((each) => each.kind === kind && each.metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};
const podOf = (manifest: Manifest) =>
  (manifest.spec as { template: { spec: Record<string, unknown> } }).template.spec;

const manifests = await plan();

describe("the catalogue", () => {
  it("has a row for every service", () => {
    expect(CATALOG.map(({ appId }) => appId).sort()).toEqual(Object.values(APP_IDS).sort());
  });

  it("scales by topics that there are", () => {
    const consumed = CATALOG.flatMap(({ consumes }) => consumes ?? []);
    expect(TOPICS.map(({ name }) => name)).toEqual(expect.arrayContaining(consumed));
  });

  it.each(CATALOG)("lets the sidecar of $appId read just the secrets that dapr/ has it read", (row) => {
    const ofComponents = componentsIn("components")
      .filter(({ scopes }) => scopes?.includes(row.appId))
      .flatMap(({ secretKeyRefs }) => secretKeyRefs.map(({ name }) => name));
    const allowed = configurations()
      .filter(({ name }) => name === row.appId)
      .flatMap(({ secrets }) => secrets.scopes.flatMap(({ allowedSecrets = [] }) => allowedSecrets));
    expect([...row.sidecarSecrets].sort()).toEqual([...new Set([...ofComponents, ...allowed])].sort());
    expect(find(manifests, "Role", row.appId).rules).toEqual([
      { apiGroups: [""], resources: ["secrets"], resourceNames: [...row.sidecarSecrets], verbs: ["get"] },
    ]);
  });

  it("shows people no path that only Dapr or Prometheus calls", () => {
    const paths = CATALOG.flatMap(({ publicPaths }) => publicPaths);
    const reaches = (path: string) =>
      paths.some(
        ({ type, value }) => path === value || (type === "PathPrefix" && path.startsWith(`${value}/`)),
      );
    expect(reaches("/api/tasks")).toBe(true);
    for (const path of [
      "/metrics",
      "/dapr/task-events",
      "/dead-letters",
      "/job/reminder-task-1",
      "/healthz",
    ]) {
      expect(reaches(path), path).toBe(false);
    }
  });
});

describe.each(Object.values(APP_IDS))("%s", (appId) => {
  const deployment = find(manifests, "Deployment", appId);
  const [container] = podOf(deployment).containers as Record<string, unknown>[];

  it("runs under Pod Security's restricted level, with nothing to write to but /tmp", () => {
    expect(podOf(deployment).securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(container?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    const mounts = (container?.volumeMounts ?? []) as { mountPath: string; readOnly?: boolean }[];
    const writable = mounts.filter(({ readOnly }) => !readOnly);
    expect(writable.map(({ mountPath }) => mountPath)).toEqual(["/tmp"]);
  });

  it("gets its sidecar, with tokens both ways and an identity that Pod Security lets in", () => {
    const { annotations } = (deployment.spec as { template: { metadata: { annotations: object } } }).template
      .metadata;
    expect(annotations).toMatchObject({
      "dapr.io/enabled": "true",
      "dapr.io/app-id": appId,
      "dapr.io/config": appId,
      "dapr.io/api-token-secret": `${appId}-dapr-api-token`,
      "dapr.io/app-token-secret": `${appId}-app-api-token`,
      "dapr.io/sidecar-seccomp-profile-type": "RuntimeDefault",
    });
    expect(annotations).not.toHaveProperty("dapr.io/enable-app-health-check");
  });

  it("has its secrets by reference, none in its own text", () => {
    const secret = /TOKEN$|PASSWORD|DATABASE_URL/;
    const env = container?.env as { name: string; value?: string; valueFrom?: object }[];
    expect(env.filter(({ name }) => secret.test(name)).length).toBeGreaterThanOrEqual(3);
    for (const { name, value } of env.filter((each) => secret.test(each.name)))
      expect(value, name).toBeUndefined();
  });

  it("survives the drain of a node and a rollout", () => {
    expect(find(manifests, "PodDisruptionBudget", appId).spec).toMatchObject({ maxUnavailable: 1 });
    expect(deployment.spec).toMatchObject({ strategy: { rollingUpdate: { maxUnavailable: 0 } } });
  });
});

describe("replicas", () => {
  it("are as many as is said, where the number is fixed", async () => {
    const fixed = await plan({ "punctual:scaling": json({ mode: "fixed", replicas: 3 }) });
    for (const { appId } of CATALOG)
      expect(find(fixed, "Deployment", appId).spec).toMatchObject({ replicas: 3 });
    expect(fixed.filter(({ kind }) => kind === "HorizontalPodAutoscaler")).toEqual([]);
  });

  it("are the autoscaler's, where there is one: an update must not reset them", async () => {
    const scaled = await plan({ "punctual:scaling": json({ mode: "cpu", min: 2, max: 5 }) });
    for (const { appId } of CATALOG) {
      expect(find(scaled, "Deployment", appId).spec).not.toHaveProperty("replicas");
      expect(find(scaled, "HorizontalPodAutoscaler", appId).spec).toMatchObject({
        minReplicas: 2,
        maxReplicas: 5,
      });
    }
  });

  it("follow the backlog of whoever takes events, by KEDA", async () => {
    const scaled = await plan({ "punctual:scaling": json({ mode: "keda" }) });
    for (const { appId, consumes } of CATALOG) {
      if (!consumes) expect(find(scaled, "HorizontalPodAutoscaler", appId)).toBeDefined();
      else {
        expect(find(scaled, "ScaledObject", appId).spec).toMatchObject({
          triggers: [{ type: "kafka", metadata: { topic: consumes, consumerGroup: appId, tls: "enable" } }],
        });
      }
    }
  });
});

describe("jobs before a rollout", () => {
  const jobs = manifests.filter(({ kind }) => kind === "Job");

  it("declare topics, make roles and migrate each service", () => {
    const names = jobs.map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, "")).sort();
    expect(names).toEqual([
      "chat-api-migrate",
      "database",
      "notifier-migrate",
      "recurrence-migrate",
      "topics",
    ]);
  });

  it("run again with another image, and only then", async () => {
    const other = await plan({
      "punctual:images": images((name) => `punctual/${name}:${name === "notifier" ? "other" : "test"}`),
    });
    const names = (of: readonly Manifest[]) =>
      of.filter(({ kind }) => kind === "Job").map(({ metadata }) => metadata.name);
    const changed = names(other).filter((name) => !names(manifests).includes(name));
    expect(changed).toEqual([expect.stringMatching(/^notifier-migrate-/)]);
  });

  it("have no token of Kubernetes and nothing to write to but /tmp", () => {
    for (const job of jobs) {
      expect(podOf(job)).toMatchObject({ automountServiceAccountToken: false, restartPolicy: "Never" });
      const [container] = podOf(job).containers as Record<string, unknown>[];
      expect(container?.securityContext).toMatchObject({ readOnlyRootFilesystem: true });
    }
  });

  it("aren't cleaned away: the next `up` would make them again", () => {
    for (const job of jobs) expect(job.spec).not.toHaveProperty("ttlSecondsAfterFinished");
  });
});

describe("without images", () => {
  it("the platform comes up, and the services wait", async () => {
    const bare = await plan({ "punctual:images": "" });
    expect(bare.filter(({ kind }) => kind === "Deployment" || kind === "Job")).toEqual([]);
    expect(bare.filter(({ kind }) => kind === "Component").length).toBeGreaterThan(0);
  });
});
