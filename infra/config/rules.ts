import { SECRETS } from "@punctual/contracts/names";
import { IMAGES } from "./images.ts";
import { ALERT_SECRETS } from "./monitoring.ts";
import type { StackConfig } from "./schema.ts";
import type { SecretValues } from "./secrets.ts";

/** Something wrong with a configuration: where, and what would be right. */
export interface Finding {
  /** Path below `punctual:`, such as `kafka.brokers`. */
  readonly path: string;
  readonly message: string;
  /** What to do with the key; by default it is set. */
  readonly remedy?: "rm";
}

type Rule = (config: StackConfig) => Finding | undefined | false;

const needs =
  (key: keyof SecretValues, when: (config: StackConfig) => boolean, why: string): Rule =>
  (config) =>
    when(config) && config[key] === undefined && { path: key, message: `is not set, and ${why}` };

const fromStack = (config: StackConfig) => config.secrets.mode === "stack";
const isCloud = (config: StackConfig) => config.target !== "minikube";
const receivers = ({ monitoring }: StackConfig): (string | undefined)[] =>
  monitoring.mode === "install" ? [monitoring.alerts?.page, monitoring.alerts?.ticket] : [];
const encrypts = (dsn: string) => /[?&]sslmode=(require|verify-ca|verify-full)(&|$)/.test(dsn);

/** Parameters that only some clients know (pgx 5.7 does not), and no server. */
const CLIENTS_OWN = /[?&](channel_binding|uselibpqcompat|sslnegotiation|ssl|pgbouncer)=/;

/** What no single key's own schema can tell. */
const RULES: readonly Rule[] = [
  needs("masterKey", fromStack, "internal passwords and keys are derived from it"),
  needs("kafkaPassword", (c) => fromStack(c) && c.kafka.mode === "given", 'kafka.mode is "given"'),
  needs("postgresUrl", (c) => fromStack(c) && c.postgres.mode === "given", 'postgres.mode is "given"'),
  needs(
    "postgresBackupKey",
    ({ postgres }) => postgres.mode === "cloudnativepg" && postgres.backup !== undefined,
    "postgres.backup is",
  ),
  needs("redpandaClientId", (c) => c.kafka.mode === "redpanda-cloud", 'kafka.mode is "redpanda-cloud"'),
  needs("redpandaClientSecret", (c) => c.kafka.mode === "redpanda-cloud", 'kafka.mode is "redpanda-cloud"'),
  needs("daprIssuerKey", (c) => c.dapr.mode === "install" && c.dapr.ca !== undefined, "dapr.ca is given"),
  needs(
    "tlsKey",
    ({ ingress }) => ingress.mode === "gateway" && ingress.certificate.mode === "given",
    'ingress.certificate.mode is "given"',
  ),
  (c) =>
    c.signIn?.clientId !== undefined &&
    c.ingress.mode !== "gateway" && {
      path: "signIn.clientId",
      message: 'can be set only where ingress.mode is "gateway": browsers keep a session over TLS alone',
    },
  (c) =>
    c.oidcClientSecret !== undefined &&
    c.signIn?.clientId === undefined && {
      path: "oidcClientSecret",
      message: "is of no use without signIn.clientId",
      remedy: "rm",
    },
  (c) =>
    fromStack(c) &&
    c.smtpUrl !== undefined &&
    c.mailFrom === undefined && {
      path: "mailFrom",
      message: "is not set, and smtpUrl is: mails need a sender",
    },
  needs("smtpUrl", (c) => fromStack(c) && c.mailFrom !== undefined, "mailFrom is"),
  ...(["smtpUrl", "mailFrom"] as const).map(
    (key): Rule =>
      (c) =>
        !fromStack(c) &&
        c[key] !== undefined && {
          path: key,
          message: `is of no use where secrets.mode is "external-secrets": the vault's entry ${SECRETS.smtp.name} has it`,
          remedy: "rm",
        },
  ),
  ...Object.entries(ALERT_SECRETS).map(([receiver, secret]) =>
    needs(secret, (c) => receivers(c).includes(receiver), `monitoring.alerts says "${receiver}"`),
  ),
  (c) =>
    isCloud(c) &&
    c.postgresUrl !== undefined &&
    !encrypts(c.postgresUrl) && {
      path: "postgresUrl",
      message: "must ask for encryption in a cloud: add ?sslmode=verify-full",
    },
  (c) =>
    /-pooler\./.test(c.postgresUrl ?? "") && {
      path: "postgresUrl",
      message:
        "is a pooler's, which drops the locks and notifications that Punctual relies on: give the direct address",
    },
  (c) =>
    !fromStack(c) &&
    (c.kafka.mode !== "given" || c.postgres.mode !== "given") && {
      path: "secrets.mode",
      message:
        'can be "external-secrets" only where kafka.mode and postgres.mode are "given": what this stack makes, it must know the passwords of',
    },
  (c) =>
    (c.target === "minikube" || c.kubeconfig !== undefined) &&
    c.secrets.mode === "external-secrets" &&
    c.secrets.store === undefined && {
      path: "secrets.store",
      message: `is not set: ${c.target === "minikube" ? "Minikube" : "a cluster given by its kubeconfig"} has no vault of this stack, so name a ClusterSecretStore that exists`,
    },
  (c) =>
    c.ingress.mode === "gateway" &&
    c.ingress.certificate.mode === "acme" &&
    !c.ingress.public && {
      path: "ingress.certificate.mode",
      message:
        'can be "acme" only where ingress.public is true: the authority must reach the address; use "given"',
    },
  (c) =>
    c.target !== "minikube" &&
    c.kubeconfig === undefined &&
    !c.cluster.privateApi &&
    c.cluster.authorizedCidrs.length === 0 && {
      path: "cluster.authorizedCidrs",
      message: "is empty while cluster.privateApi is false: say who may reach the API server",
    },
  (c) =>
    "replicas" in c.kafka &&
    c.kafka.replicas % 2 === 0 && { path: "kafka.replicas", message: "must be odd: brokers vote" },
  (c) =>
    c.scaling.mode !== "fixed" &&
    c.scaling.min > c.scaling.max && { path: "scaling.max", message: "must not be less than scaling.min" },
  ...IMAGES.map(
    (image): Rule =>
      (c) => {
        const reference = c.images?.[image];
        return (
          isCloud(c) &&
          reference !== undefined &&
          !reference.includes("@sha256:") && {
            path: `images.${image}`,
            message: "must have a digest in a cloud (name@sha256:…): a tag can be moved",
          }
        );
      },
  ),
  (c) =>
    c.target === "minikube" &&
    c.kafka.mode === "redpanda" &&
    c.kafka.replicas > 1 && {
      path: "kafka.replicas",
      message: "must be 1 on Minikube: no two brokers of Redpanda share a node",
    },
  (c) => {
    const [, parameter] = CLIENTS_OWN.exec(c.postgresUrl ?? "") ?? [];
    return (
      parameter !== undefined && {
        path: "postgresUrl",
        message: `must not say ${parameter}: Dapr's driver passes on what it doesn't know, and the server refuses it`,
      }
    );
  },
];

/** What is wrong between keys; empty where nothing is. */
export function checkRules(config: StackConfig): Finding[] {
  return RULES.map((rule) => rule(config)).filter((finding): finding is Finding => Boolean(finding));
}
