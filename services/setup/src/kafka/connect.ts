import { Admin, type AdminOptions, GenericError } from "@platformatic/kafka";
import { failuresIn } from "@punctual/service-kit/errors";
import { isUnreachable } from "@punctual/service-kit/unreachable";
import type { KafkaConfig } from "./config.ts";

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 15_000;

const MECHANISMS = {
  "SHA-512": "SCRAM-SHA-512",
  "SHA-256": "SCRAM-SHA-256",
  PLAIN: "PLAIN",
  PLAINTEXT: "PLAIN",
  "": "PLAIN",
} as const;

/** Connects as an administrator, does the work, and hangs up. */
export async function asAdmin<T>(config: KafkaConfig, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin(adminOptions(config));
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

/** What the client needs to connect as Dapr's component does with the same values. */
export function adminOptions(config: KafkaConfig): AdminOptions {
  const ca = config.KAFKA_CA_CERT.trim();
  return {
    clientId: "punctual-setup",
    bootstrapBrokers: config.KAFKA_BROKERS,
    // It is for the caller to try again: he knows for how long.
    retries: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    ...(config.KAFKA_DISABLE_TLS === "false" && {
      tls: ca === "" ? {} : { ca },
      // Brokers behind one address are told apart by the name that is asked for.
      tlsServerName: true,
    }),
    ...(config.KAFKA_AUTH_TYPE === "password" && {
      sasl: {
        mechanism: MECHANISMS[config.KAFKA_SASL_MECHANISM],
        username: config.KAFKA_USERNAME,
        password: config.KAFKA_PASSWORD,
      },
    }),
  };
}

/** Whether a failure says that the brokers aren't up (yet, or for the moment). */
export function isNotUp(failure: unknown): boolean {
  return failuresIn(failure).some((each) => {
    if (!(each instanceof Error)) return false;
    const { code, apiId, canRetry } = each as { code?: unknown; apiId?: unknown; canRetry?: unknown };
    // Brokers come up one after the other, and the first may not be enough for the copies.
    if (isUnreachable(code) || apiId === "INVALID_REPLICATION_FACTOR") return true;
    // A failure that has another in it is judged by that one.
    return GenericError.isGenericError(each) && canRetry === true && failuresIn(each).length === 1;
  });
}
