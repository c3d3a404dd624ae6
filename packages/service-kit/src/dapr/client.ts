import { createRequire } from "node:module";
import type { HttpMethod } from "@dapr/dapr";
import type invoker from "@dapr/dapr/implementation/Client/HTTPClient/invoker.js";
import type pubsub from "@dapr/dapr/implementation/Client/HTTPClient/pubsub.js";
import type secret from "@dapr/dapr/implementation/Client/HTTPClient/secret.js";
import type state from "@dapr/dapr/implementation/Client/HTTPClient/state.js";
import { traceparent } from "../trace.ts";
import { createTransport } from "./transport.ts";

/** Where a service's sidecar is. */
export interface SidecarAddress {
  readonly port: number;
  /** Shown to the sidecar as `dapr-api-token`. */
  readonly apiToken: string;
}

/** A value read from a state store; `etag` is to be handed back when it is saved. */
export interface StateEntry {
  readonly value: unknown;
  readonly etag: string;
}

/**
 * The parts of Dapr that services use, by the SDK's HTTP APIs. Unlike the SDK, which answers `{error}` from some calls
 * and throws from others (dapr/js-sdk#481), every failure here throws DaprError, and no call takes longer than five
 * seconds.
 */
export interface Dapr {
  /** Publishes a CloudEvent; resolves once the broker has it. Events with one partition key keep their order. */
  publish(pubsub: string, topic: string, event: object, partitionKey: string): Promise<void>;
  /** Calls another service by app id. The answer is its body, parsed. */
  invoke(appId: string, method: "GET" | "POST", path: string, body?: object): Promise<unknown>;
  /** Reads a state, or undefined. */
  getState(store: string, key: string): Promise<StateEntry | undefined>;
  /** Saves a state. With an `etag`, only if it is unchanged since; DaprError with status 409 otherwise. */
  saveState(store: string, key: string, value: object, etag?: string): Promise<void>;
  /** Reads a secret: its keys and values. */
  getSecret(store: string, name: string): Promise<Readonly<Record<string, string>>>;
}

/** The SDK's APIs without the rest of it; CommonJS, which not every loader imports alike. */
const require = createRequire(import.meta.url);
const api = (name: string): unknown => require(`@dapr/dapr/implementation/Client/HTTPClient/${name}.js`);

/** Makes a client of this service's own sidecar. Connects when first used. */
export function createDapr(sidecar: SidecarAddress): Dapr {
  const transport = createTransport(sidecar);
  const apis = {
    pubsub: new (api("pubsub") as typeof pubsub).default(transport),
    invoker: new (api("invoker") as typeof invoker).default(transport),
    state: new (api("state") as typeof state).default(transport),
    secret: new (api("secret") as typeof secret).default(transport),
  };
  return {
    async publish(component, topic, event, partitionKey) {
      const { error } = await apis.pubsub.publish(component, topic, event, {
        contentType: "application/cloudevents+json",
        metadata: { partitionKey },
      });
      if (error) throw error;
    },
    async invoke(appId, method, path, body) {
      const trace = traceparent();
      const options = { headers: trace ? { traceparent: trace } : {} };
      const verb = method.toLowerCase() as HttpMethod;
      return apis.invoker.invoke(appId, path.replace(/^\//, ""), verb, body, options);
    },
    async getState(store, key) {
      // The SDK's single get leaves the ETag out.
      const [entry] = await apis.state.getBulk(store, [key]);
      const found = entry as { data?: unknown; etag?: string } | undefined;
      if (found?.data === undefined || found.data === null || found.etag === undefined) return undefined;
      return { value: found.data, etag: found.etag };
    },
    async saveState(store, key, value, etag) {
      // first-write: a state that somebody else made meanwhile is refused too, not only a changed one.
      const entry = { key, value, options: { concurrency: 1, consistency: 2 }, ...(etag ? { etag } : {}) };
      const { error } = await apis.state.save(store, [entry]);
      if (error) throw error;
    },
    async getSecret(store, name) {
      return (await apis.secret.get(store, name)) as Record<string, string>;
    },
  };
}
