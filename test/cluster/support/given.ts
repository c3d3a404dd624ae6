import { randomBytes } from "node:crypto";
import { get, kubectl } from "./kubectl.ts";

/** Where the cluster under test has its Kafka (SCRAM over TLS) and its PostgreSQL. */
interface DataServices {
  readonly brokers: string;
  readonly kafkaUsername: string;
  readonly kafkaPassword: string;
  readonly kafkaCa: string;
  readonly postgresUrl: string;
}

/** In the PostgreSQL of namespace `data`: a database that keeps all letters, which its own first one doesn't. */
const DATABASE = "punctual_utf8";

/** Makes the database that tests use where the environment names none. Repeatable, but not side by side. */
export async function makeDatabase(env: NodeJS.ProcessEnv): Promise<void> {
  if (env.PUNCTUAL_TEST_KAFKA_BROKERS) return;
  const psql = ["psql", "-h", "127.0.0.1", "-U", "punctual", "-d", "postgres", "-Atc"];
  const asked = (statement: string) =>
    kubectl(["-n", "data", "exec", "postgres-0", "--", "env", "PGPASSWORD=punctual", ...psql, statement]);
  if ((await asked(`SELECT datname FROM pg_database WHERE datname = '${DATABASE}'`)).trim() === DATABASE)
    return;
  await asked(`CREATE DATABASE ${DATABASE} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'`);
}

/** From the environment; without it, the pods of namespace `data` that stand in for managed ones. */
export async function dataServices(env: NodeJS.ProcessEnv): Promise<DataServices> {
  if (env.PUNCTUAL_TEST_KAFKA_BROKERS) {
    return {
      brokers: env.PUNCTUAL_TEST_KAFKA_BROKERS,
      kafkaUsername: needed(env, "PUNCTUAL_TEST_KAFKA_USERNAME"),
      kafkaPassword: needed(env, "PUNCTUAL_TEST_KAFKA_PASSWORD"),
      kafkaCa: needed(env, "PUNCTUAL_TEST_KAFKA_CA"),
      postgresUrl: needed(env, "PUNCTUAL_TEST_POSTGRES_URL"),
    };
  }
  const { data } = await get<{ data: Record<string, string> }>("-n", "data", "secret", "kafka-tls");
  return {
    brokers: "kafka.data.svc.cluster.local:9092",
    kafkaUsername: "punctual",
    kafkaPassword: "punctual",
    kafkaCa: Buffer.from(data["ca.crt"] ?? "", "base64").toString(),
    postgresUrl: `postgres://punctual:punctual@postgres.data.svc.cluster.local:5432/${DATABASE}`,
  };
}

function needed(env: NodeJS.ProcessEnv, key: string): string {
  const value = env[key];
  if (!value) throw new Error(`${key} must be set where PUNCTUAL_TEST_KAFKA_BROKERS is`);
  return value;
}

/** The images under test: `${PUNCTUAL_TEST_IMAGES}/chat-api:${PUNCTUAL_TEST_TAG}` and so on. */
export function images(env: NodeJS.ProcessEnv): Record<string, string> {
  const { PUNCTUAL_TEST_IMAGES = "docker.io/punctual", PUNCTUAL_TEST_TAG = "test" } = env;
  return Object.fromEntries(
    ["chat-api", "notifier", "recurrence", "setup"].map((name) => [
      name,
      `${PUNCTUAL_TEST_IMAGES}/${name}:${PUNCTUAL_TEST_TAG}`,
    ]),
  );
}

/**
 * Values that put the minikube stack into a namespace of its own, on Dapr and data services that are there already.
 *
 * @param replicas of each service
 */
export async function givenValues(namespace: string, replicas: number): Promise<Record<string, string>> {
  const data = await dataServices(process.env);
  const json = JSON.stringify;
  return {
    "punctual:target": "minikube",
    "punctual:namespace": namespace,
    "punctual:environment": "test",
    "punctual:cluster": json({}),
    "punctual:dapr": json({ mode: "given" }),
    "punctual:kafka": json({
      mode: "given",
      brokers: [data.brokers],
      username: data.kafkaUsername,
      caCert: data.kafkaCa,
      replicationFactor: 1,
    }),
    "punctual:postgres": json({ mode: "given" }),
    "punctual:ingress": json({ mode: "off" }),
    "punctual:monitoring": json({ mode: "off" }),
    "punctual:secrets": json({ mode: "stack" }),
    "punctual:scaling": json({ mode: "fixed", replicas }),
    "punctual:images": json(images(process.env)),
    "punctual:masterKey": randomBytes(32).toString("base64"),
    "punctual:kafkaPassword": data.kafkaPassword,
    "punctual:postgresUrl": data.postgresUrl,
  };
}
