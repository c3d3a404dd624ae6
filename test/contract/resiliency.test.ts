import { APP_IDS } from "@punctual/contracts/apps";
import { LIVE_PUBSUB, PUBSUB } from "@punctual/contracts/topics";
import { expect, test } from "vitest";
import { z } from "zod";
import { resourcesIn } from "./support/dapr-files.ts";

const spec = z.object({
  policies: z.object({
    retries: z.record(
      z.string(),
      z.object({ policy: z.string(), maxInterval: z.string().optional(), maxRetries: z.int().optional() }),
    ),
    timeouts: z.record(z.string(), z.string()),
  }),
  targets: z.object({
    components: z.record(
      z.string(),
      z.object({ inbound: z.object({ retry: z.string().optional(), timeout: z.string() }) }),
    ),
    apps: z.record(z.string(), z.object({ timeout: z.string(), retry: z.string().optional() })),
  }),
});

const [resiliency] = resourcesIn("resiliency").map((found) => spec.parse(found.spec));
const { policies, targets } = spec.parse(resiliency);

test("deliveries are tried again ever more slowly, for as long as an outage may last, and not for ever", () => {
  const retry = policies.retries[targets.components[PUBSUB]?.inbound.retry ?? ""];
  expect(retry?.policy).toBe("exponential");
  expect(retry?.maxInterval).toBe("10s");
  expect(retry?.maxRetries).toBeGreaterThanOrEqual(60);
  expect(retry?.maxRetries).toBeLessThanOrEqual(1000);
});

test("a delivery that never ends is given up", () => {
  expect(policies.timeouts[targets.components[PUBSUB]?.inbound.timeout ?? ""]).toMatch(/^\d+s$/);
});

test("a wake-up is tried once, and not for long", () => {
  expect(targets.components[LIVE_PUBSUB]?.inbound).toEqual({ timeout: "wakeUp" });
  expect(policies.timeouts.wakeUp).toBe("2s");
});

test("every policy that a target names is declared", () => {
  const inbound = Object.values(targets.components).map((target) => target.inbound);
  const named = [...inbound, ...Object.values(targets.apps)];
  const retries = named.flatMap(({ retry }) => retry ?? []);
  expect(Object.keys(policies.retries)).toEqual(expect.arrayContaining(retries));
  expect(Object.keys(policies.timeouts)).toEqual(expect.arrayContaining(named.map(({ timeout }) => timeout)));
});

test("targets are apps that exist", () => {
  expect(Object.values(APP_IDS)).toEqual(expect.arrayContaining(Object.keys(targets.apps)));
});

test("calls between services aren't repeated by the sidecar: a notice must not be sent twice", () => {
  expect(Object.values(targets.apps).map(({ retry }) => retry)).toEqual(
    Object.values(targets.apps).map(() => undefined),
  );
});
