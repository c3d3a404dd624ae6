import type sdk from "@dapr/dapr/implementation/Client/HTTPClient/HTTPClient.js";
import { reasonOf } from "../errors.ts";
import type { SidecarAddress } from "./client.ts";
import { DaprError } from "./error.ts";

/** How long the sidecar may take to answer, in milliseconds. */
const TIMEOUT_MS = 5_000;

type HTTPClient = InstanceType<typeof sdk.default>;

/** What the SDK's APIs ask of the client that carries their requests. */
type Carrier = Pick<HTTPClient, "execute"> & { readonly options: Pick<HTTPClient["options"], "logger"> };

/** What the SDK says on the console would break JSON logs; failures reach the caller. */
const SILENT = { error() {}, warn() {}, info() {}, verbose() {}, debug() {} };

/**
 * Carries requests of the SDK's APIs to this service's own sidecar. The SDK's own client loads all of gRPC with it, which
 * takes 55 MB of memory that nothing here needs, and waits up to 30 s for a sidecar that is away and sends the request
 * after all, long after its caller was told that it failed.
 *
 * @returns a client whose calls throw DaprError, at the latest after five seconds
 */
export function createTransport({ port, apiToken }: SidecarAddress): HTTPClient {
  const carrier: Carrier = {
    options: { logger: { level: "error" as never, service: SILENT } },
    async execute(path, params) {
      const what = `${params?.method ?? "GET"} ${path.replace(/\?.*$/, "")}`;
      const body = params?.body === undefined ? undefined : JSON.stringify(params.body);
      try {
        const response = await fetch(`http://127.0.0.1:${port}/v1.0${path}`, {
          method: (params?.method ?? "GET").toUpperCase(),
          headers: {
            ...(body === undefined ? {} : { "content-type": "application/json" }),
            ...lowerCase(params?.headers ?? {}),
            "dapr-api-token": apiToken,
          },
          signal: AbortSignal.timeout(TIMEOUT_MS),
          ...(body === undefined ? {} : { body }),
        });
        const text = await response.text();
        if (response.ok) return parsed(text);
        throw new DaprError(what, `${response.status} ${text}`, response.status, text);
      } catch (error) {
        if (error instanceof DaprError) throw error;
        throw new DaprError(what, whyNot(error), undefined, undefined, error);
      }
    },
  };
  return carrier as HTTPClient;
}

/** The SDK writes them in capitals, and two ways to write one would be two headers. */
function lowerCase(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

function parsed(text: string): object | string {
  try {
    return JSON.parse(text) as object | string;
  } catch {
    return text;
  }
}

/** `fetch failed` says nothing; its cause does. */
function whyNot(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS} ms`;
  return reasonOf(error instanceof Error && error.cause ? error.cause : error);
}
