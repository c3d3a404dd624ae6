import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CloudEvent, cloudEvent } from "@punctual/contracts/cloud-event";
import { ROOT } from "@punctual/local/data/paths";
import Fastify from "fastify";
import { vi } from "vitest";
import { parseAllDocuments, stringify } from "yaml";
import { freeBasePort } from "./free-ports.ts";
import type { Platform } from "./platform.ts";
import { startSidecar } from "./sidecar.ts";

/** An app of a test's own beside the platform's three, with a sidecar and an app id of its own. */
export interface Probe {
  /** Events as they arrived; one that was delivered twice is in here twice. */
  readonly events: readonly CloudEvent[];
  /** Jobs as they fired. */
  readonly jobs: readonly { readonly name: string; readonly data: unknown; readonly at: Date }[];
  /** Where its sidecar is, for clients. */
  readonly sidecar: { readonly port: number; readonly apiToken: string; readonly metricsPort: number };
  stop(): Promise<void>;
}

/**
 * Starts a probe subscribed to a topic: the platform's own components and resiliency, with the probe's app id added to
 * their scopes.
 *
 * @param more further Dapr resources, by the file that each is in, such as `components/odd.yaml`
 */
export async function startProbe(
  platform: Platform,
  appId: string,
  topic: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Probe> {
  const base = await freeBasePort();
  const folder = await mkdtemp(join(tmpdir(), "punctual probe "));
  const events: CloudEvent[] = [];
  const jobs: { name: string; data: unknown; at: Date }[] = [];

  const app = Fastify();
  app.addContentTypeParser("application/cloudevents+json", { parseAs: "string" }, (_request, body, done) => {
    done(null, JSON.parse(String(body)));
  });
  app.get("/dapr/subscribe", async () => []);
  app.post("/dapr/probe", async (request, reply) => {
    events.push(cloudEvent.parse(request.body));
    return reply.code(200).send();
  });
  app.post<{ Params: { name: string } }>("/job/:name", async (request, reply) => {
    jobs.push({ name: request.params.name, data: request.body, at: new Date() });
    return reply.code(200).send();
  });
  await app.listen({ host: "127.0.0.1", port: base });

  await copyScoped(join(ROOT, "dapr"), folder, appId);
  const subscription = {
    apiVersion: "dapr.io/v2alpha1",
    kind: "Subscription",
    metadata: { name: appId },
    spec: { pubsubname: "kafka-pubsub", topic, routes: { default: "/dapr/probe" } },
    scopes: [appId],
  };
  await writeFile(join(folder, "subscriptions", "probe.yaml"), stringify(subscription));
  for (const [path, resource] of Object.entries(more))
    await writeFile(join(folder, path), stringify(resource));
  const ports = { http: base + 1, grpc: base + 2, internalGrpc: base + 3, metrics: base + 4 };
  const sidecar = await startSidecar(platform, { appId, appPort: base, ports, daprFolder: folder });
  const stop = async () => {
    await sidecar.stop();
    await app.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await vi.waitFor(
      async () => {
        const { status } = await fetch(`http://127.0.0.1:${ports.http}/v1.0/healthz`);
        if (status !== 204) throw new Error(`the probe's sidecar answers ${status}\n${sidecar.log()}`);
      },
      { timeout: 30_000, interval: 200 },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  const { http: port, metrics: metricsPort } = ports;
  return { events, jobs, sidecar: { port, apiToken: platform.secrets.daprApiToken, metricsPort }, stop };
}

/** Copies our Dapr resources, lets one more app use them, and gives it a Configuration. */
async function copyScoped(from: string, to: string, appId: string): Promise<void> {
  for (const folder of ["components", "resiliency"]) {
    await mkdir(join(to, folder));
    for (const file of await readdir(join(from, folder))) {
      const documents = parseAllDocuments(await readFile(join(from, folder, file), "utf8"));
      for (const document of documents) document.addIn(["scopes"], appId);
      await writeFile(join(to, folder, file), documents.map(String).join("---\n"));
    }
  }
  await cp(join(from, "local"), join(to, "local"), { recursive: true });
  await mkdir(join(to, "subscriptions"));
  await cp(join(from, "configurations", "chat-api.yaml"), join(to, "configurations", `${appId}.yaml`));
}
