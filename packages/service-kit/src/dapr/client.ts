import { CommunicationProtocolEnum, DaprClient, HttpMethod, LogLevel } from "@dapr/dapr";
import { traceparent } from "../trace.ts";
import { DaprError, toDaprError } from "./error.ts";

/** How long the sidecar may take to answer, in milliseconds. */
const TIMEOUT_MS = 5_000;

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
 * The parts of Dapr that services use, over the SDK's HTTP client. Unlike the SDK, which answers `{error}` from some
 * calls and throws from others (dapr/js-sdk#481), every failure here throws {@link DaprError}, and no call takes
 * longer than five seconds.
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

/** Makes a client of this service's own sidecar. Connects when first used. */
export function createDapr(sidecar: SidecarAddress): Dapr {
  const client = new DaprClient({
    daprHost: "127.0.0.1",
    daprPort: String(sidecar.port),
    communicationProtocol: CommunicationProtocolEnum.HTTP,
    daprApiToken: sidecar.apiToken,
    // Failures reach the caller as DaprError; the SDK's own lines on the console would break JSON logs.
    logger: {
      level: LogLevel.Error,
      service: { error() {}, warn() {}, info() {}, verbose() {}, debug() {} },
    },
  });
  // Otherwise every call before the first success waits up to 30 s for the sidecar and is then made after all, long
  // after its caller was told that it failed: an event or a notice would go out again.
  client.daprClient.setIsInitialized(true);

  return {
    async publish(pubsub, topic, event, partitionKey) {
      const { error } = await call(`publish to ${topic}`, () =>
        client.pubsub.publish(pubsub, topic, event, {
          contentType: "application/cloudevents+json",
          metadata: { partitionKey },
        }),
      );
      if (error) throw toDaprError(`publish to ${topic}`, error);
    },
    async invoke(appId, method, path, body) {
      const trace = traceparent();
      const options = { headers: trace ? { traceparent: trace } : {} };
      const name = `invoke ${appId}${path}`;
      return call(name, () =>
        client.invoker.invoke(appId, path.replace(/^\//, ""), HttpMethod[method], body, options),
      );
    },
    async getState(store, key) {
      // The SDK's single get leaves the ETag out.
      const [entry] = await call(`read state ${key}`, () => client.state.getBulk(store, [key]));
      const found = entry as { data?: unknown; etag?: string } | undefined;
      if (found?.data === undefined || found.data === null || found.etag === undefined) return undefined;
      return { value: found.data, etag: found.etag };
    },
    async saveState(store, key, value, etag) {
      // first-write: a state that somebody else made meanwhile is refused too, not only a changed one.
      const state = { key, value, options: { concurrency: 1, consistency: 2 }, ...(etag ? { etag } : {}) };
      const { error } = await call(`save state ${key}`, () => client.state.save(store, [state]));
      if (error) throw toDaprError(`save state ${key}`, error);
    },
    async getSecret(store, name) {
      const secret = await call(`read secret ${name}`, () => client.secret.get(store, name));
      return secret as Record<string, string>;
    },
  };
}

async function call<T>(what: string, work: () => Promise<T>): Promise<T> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new DaprError(what, `no answer within ${TIMEOUT_MS} ms`, undefined, undefined)),
    TIMEOUT_MS,
  );
  try {
    return await Promise.race([work(), timeout]);
  } catch (error) {
    throw toDaprError(what, error);
  } finally {
    clearTimeout(timer);
  }
}
