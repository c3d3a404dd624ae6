import { required } from "../config/required.ts";
import type { StackConfig } from "../config/schema.ts";
import type { PlatformContext } from "./context.ts";
import { publicSecret } from "./create-secret.ts";
import { externalSecrets } from "./external-secrets.ts";
import type { Kafka } from "./kafka/kafka.ts";
import { DATABASE_CA_KEY, DATABASE_CA_SECRET } from "./postgres/ca.ts";
import type { Postgres } from "./postgres/postgres.ts";
import { secretData } from "./secret-data.ts";
import { type DeliveredSecrets, secretsFromStack } from "./secrets.ts";

/**
 * The services' Secrets, the way that a stack asks for.
 *
 * @throws when a secret is missing, which config/rules.ts finds first
 */
export function deliverSecrets(
  config: StackConfig,
  kafka: Kafka,
  postgres: Postgres,
  context: PlatformContext,
): DeliveredSecrets {
  const { masterKey, secrets, signIn, smtpUrl, mailFrom } = config;
  const signsIn = signIn?.clientId !== undefined;
  if (secrets.mode === "stack") {
    const key = required(config, "masterKey");
    const clientSecret = signsIn ? (config.oidcClientSecret ?? "") : undefined;
    const mail =
      smtpUrl === undefined || mailFrom === undefined ? undefined : { url: smtpUrl, from: mailFrom };
    return secretsFromStack(key, secretData(key, kafka, postgres, { clientSecret, mail }), context);
  }
  const circumstances = {
    knowsFirstToken: masterKey !== undefined,
    signsIn,
    needed: config.images !== undefined,
  };
  const { resources, version } = externalSecrets(secrets, circumstances, context);
  // An authority's certificate is no secret: the stack's own configuration has it in both ways.
  const ca =
    postgres.caCert === undefined
      ? []
      : [publicSecret(DATABASE_CA_SECRET, { [DATABASE_CA_KEY]: postgres.caCert }, context)];
  return { resources: [...resources, ...ca], version };
}
