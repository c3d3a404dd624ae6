import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";
import type { Kafka } from "./kafka/kafka.ts";
import type { Postgres } from "./postgres/postgres.ts";
import { secretData } from "./secret-data.ts";
import { type DeliveredSecrets, secretsFromStack } from "./secrets.ts";

/** The services' Secrets, the way that a stack asks for. */
export function deliverSecrets(
  config: StackConfig,
  kafka: Kafka,
  postgres: Postgres,
  context: PlatformContext,
): DeliveredSecrets {
  const { masterKey, secrets } = config;
  if (secrets.mode === "stack" && masterKey) {
    return secretsFromStack(masterKey, secretData(masterKey, kafka, postgres), context);
  }
  throw new Error(`${secrets.mode}: not yet`);
}
