import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { planStack } from "../../infra/plan/plan.ts";
import { firstToken } from "../../infra/platform/secret-data.ts";
import { CATALOG } from "../../infra/workloads/catalog.ts";
import { installCrds } from "./support/crds.ts";
import { type Door, openDoor } from "./support/door.ts";
import { givenValues } from "./support/given.ts";
import { get, kubectl } from "./support/kubectl.ts";
import { may } from "./support/live.ts";
import { testMetrics } from "./support/measured.ts";
import { applyStack, deleteStack, differences } from "./support/stack.ts";

const namespace = `punctual-test-${Math.random().toString(36).slice(2, 8)}`;
const values: Record<string, string> = {
  ...(await givenValues(namespace, 2)),
  // Nobody scrapes by these monitors here, but what they name is looked at: see support/measured.ts.
  "punctual:monitoring": JSON.stringify({ mode: "given", serviceMonitors: true, namespace: "monitoring" }),
};
const { resources } = await planStack("minikube", () => values);
const { token } = firstToken(values["punctual:masterKey"] ?? "");
const SERVICES = ["chat-api", "notifier", "recurrence"];
let door: Door;
let definitions: string[] = [];

interface Container {
  readonly name: string;
  readonly image: string;
  readonly securityContext: object;
  readonly resources: { readonly limits: object };
}
interface Pod {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly containers: readonly Container[] };
  readonly status: { readonly conditions: readonly { readonly type: string; readonly status: string }[] };
}
const podsOf = async (service: string) =>
  (await get<{ items: Pod[] }>("-n", namespace, "pods", "-l", `app.kubernetes.io/name=${service}`)).items;

interface Task {
  readonly id: number;
}
interface HistoryItem {
  readonly event_type: string;
}
async function addTask(title: string): Promise<number> {
  const response = await door.fetch("/api/tasks", { body: { title } });
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as Task).id;
}
async function historyOf(id: number): Promise<string[]> {
  const response = await door.fetch(`/api/tasks/${id}/history`);
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return ((await response.json()) as { items: HistoryItem[] }).items.map(({ event_type }) => event_type);
}

beforeAll(async () => {
  await installCrds((names) => {
    definitions = names;
  }, "monitoring.coreos.com");
  await applyStack(resources);
  door = await openDoor(namespace, token);
});
afterAll(async () => {
  door?.close();
  await kubectl(["delete", "namespace", namespace, "--ignore-not-found", "--wait=false"]);
  if (definitions.length > 0) await kubectl(["delete", "crd", "--ignore-not-found", ...definitions]);
});

describe("the minikube stack, applied", () => {
  it("gives every pod its daprd, and all are ready", async () => {
    for (const service of SERVICES) {
      const pods = await podsOf(service);
      expect(pods).toHaveLength(2);
      for (const { spec, status } of pods) {
        expect(spec.containers.map(({ name }) => name).sort()).toEqual([service, "daprd"].sort());
        expect(status.conditions).toContainEqual(expect.objectContaining({ type: "Ready", status: "True" }));
      }
    }
  });

  it("shows a task's event in its history, through the public door", async () => {
    const id = await addTask("Buy milk");
    await vi.waitFor(async () => expect(await historyOf(id)).toEqual(["created"]), {
      timeout: 20_000,
      interval: 200,
    });
  });

  it("has recurrence make what follows a completed task, by asking chat-api", async () => {
    const draft = { title: "Water the plants", due_date: "2099-01-01", recurrence: { rrule: "FREQ=DAILY" } };
    const made = await door.fetch("/api/tasks", { body: draft });
    const { id } = (await made.json()) as Task;
    expect((await door.fetch(`/api/tasks/${id}/complete`, { method: "POST" })).status).toBe(200);
    const series = async () => {
      const answer = await door.fetch(`/api/tasks/${id}/occurrences?next=0`);
      const { items } = (await answer.json()) as { items: { due_date: string; state: string }[] };
      return items.map(({ due_date, state }) => `${due_date} ${state}`);
    };
    await vi.waitFor(async () => expect(await series()).toEqual(["2099-01-02 open", "2099-01-01 done"]), {
      timeout: 20_000,
      interval: 200,
    });
  });

  it("tells a reminder, through the scheduler, Kafka and notifier, to the clients that its owner has open", async () => {
    const at = new Date(Date.now() + 3_000).toISOString();
    const made = await door.fetch("/api/tasks", { body: { title: "Call Bob", reminders: [{ at }] } });
    const { id } = (await made.json()) as Task;
    const told = async () => {
      const answer = await door.fetch("/api/notices");
      const { items } = (await answer.json()) as { items: { task_id: number; remind_at: string }[] };
      return items.filter(({ task_id }) => task_id === id).map(({ remind_at }) => remind_at);
    };
    await vi.waitFor(async () => expect(await told()).toEqual([at]), { timeout: 30_000, interval: 250 });
    const audit = await door.fetch(`/api/tasks/${id}/reminders`);
    expect(await audit.json()).toMatchObject({ items: [{ state: "fired", armed_at: expect.any(String) }] });
  });

  it("refuses who shows no valid token", async () => {
    expect((await door.fetch("/api/tasks", { token: "wrong" })).status).toBe(401);
  });

  it("has notifier answer a test notification, with a key that its sidecar read from a Secret", async () => {
    const response = await door.fetch("/api/notifications/test", { method: "POST" });
    expect(response.status).toBe(200);
    const { acknowledge_url: link } = (await response.json()) as { acknowledge_url: string };
    const redeemed = await door.fetch(new URL(link).pathname + new URL(link).search, { method: "POST" });
    expect(redeemed.status).toBe(200);
  });

  it("remembers a conversation in the state store", async () => {
    const said = await door.fetch("/api/chat", { body: { message: "add call mom" } });
    const { conversation_id: id } = (await said.json()) as { conversation_id: string };
    const read = await door.fetch(`/api/chat/${id}`);
    expect(await read.json()).toMatchObject({ messages: [{ role: "user", text: "add call mom" }, {}] });
  });

  it("changes nothing when it is applied again", async () => {
    expect(await differences(resources)).toBe("");
  });
});

describe("who is who in the cluster", () => {
  it("has every sidecar under Pod Security's restricted level, of a stated version", async () => {
    const pods = (await Promise.all(SERVICES.map(podsOf))).flat();
    for (const { spec } of pods) {
      const daprd = spec.containers.find(({ name }) => name === "daprd");
      expect(daprd?.securityContext).toMatchObject({
        runAsNonRoot: true,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
        seccompProfile: { type: "RuntimeDefault" },
      });
      expect(daprd?.resources.limits).toHaveProperty("memory");
      expect(daprd?.image).toMatch(/(:\d+\.\d+\.\d+|@sha256:[0-9a-f]{64})$/);
    }
  });

  it.each(CATALOG)("lets $appId get its own secrets, and nothing else", async ({ appId, sidecarSecrets }) => {
    for (const name of sidecarSecrets)
      expect(await may(namespace, appId, "get", `secret/${name}`)).toBe(true);
    const others = ["chat-api-database", "database-setup", "notifier-dapr-api-token"];
    for (const name of others) expect(await may(namespace, appId, "get", `secret/${name}`), name).toBe(false);
    expect(await may(namespace, appId, "list", "secrets")).toBe(false);
    expect(await may(namespace, appId, "create", "pods")).toBe(false);
  });

  it("lets the jobs' account do nothing", async () => {
    expect(await may(namespace, "setup", "get", "secret/database-setup")).toBe(false);
    expect(await may(namespace, "setup", "get", "pods")).toBe(false);
  });
});

describe("its metrics", () => testMetrics({ namespace, resources, door: () => door }));

describe("a pod that is killed", () => {
  it.each(SERVICES)("of %s loses nothing", async (service) => {
    const ids: number[] = [];
    let killed = false;
    const killing = (async () => {
      await vi.waitFor(() => expect(ids.length).toBeGreaterThan(5), { timeout: 60_000 });
      const [victim] = await podsOf(service);
      await kubectl([
        "-n",
        namespace,
        "delete",
        "pod",
        victim?.metadata.name ?? "",
        "--grace-period=0",
        "--force",
      ]);
      killed = true;
    })();
    for (let after = 0; after < 10; ) {
      // What nobody acknowledged may be lost; its writer knows and tries again.
      const id = await addTask(`while a pod of ${service} is killed`).catch(() => undefined);
      if (id === undefined) await delay(200);
      else {
        ids.push(id);
        if (killed) after++;
      }
    }
    await killing;
    await kubectl(["-n", namespace, "rollout", "status", `deployment/${service}`, "--timeout=120s"]);
    for (const id of ids) {
      await vi.waitFor(async () => expect(await historyOf(id)).toEqual(["created"]), {
        timeout: 60_000,
        interval: 500,
      });
    }
  });
});

describe("the stack, deleted", () => {
  it("leaves nothing", async () => {
    door.close();
    await deleteStack(resources);
    const kinds = await kubectl(["api-resources", "--verbs=list", "-o", "name"]);
    const { items } = await get<{ items: { kind: string; metadata: { name: string } }[] }>(
      "--all-namespaces",
      "-l",
      "app.kubernetes.io/part-of=punctual,punctual/environment=test",
      kinds
        .trim()
        .split("\n")
        .filter((kind) => !kind.includes("metrics.k8s.io"))
        .join(","),
    );
    expect(items.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
    const namespaces = await get<{ items: { metadata: { name: string } }[] }>("namespaces");
    expect(namespaces.items.map(({ metadata }) => metadata.name)).not.toContain(namespace);
  });
});
