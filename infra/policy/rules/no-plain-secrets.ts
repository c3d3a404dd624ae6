import { wrongContainers } from "../pods.ts";
import { at, fields, items, kindOf, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

/** Names of what holds a secret itself, not where one is to be found. */
const NAMES_A_SECRET =
  /(password|passwd|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|signing[_-]?key|client[_-]?secret|token|credentials?)$/i;
/** Texts that are secrets, whatever they are called: keys in PEM, URLs with a password, JSON web tokens. */
const IS_A_SECRET = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:[^\s/:@]+@/i,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/,
];

export const noPlainSecrets: ResourceRule = {
  name: "no-plain-secrets",
  description: "Secrets stand in Kubernetes Secrets and nowhere else.",
  remedy:
    "Put the value into a Kubernetes Secret (Pulumi's config --secret, or the vault), and refer to it: valueFrom.secretKeyRef",
  check: (resource) => {
    const { type, inputs } = resource;
    // Here secrets belong; the engine keeps a provider's kubeconfig encrypted, and infra/test/policy/secrets.test.ts
    // sees to it that all of these are secrets to Pulumi too.
    if (kindOf(type)?.kind === "Secret" || type.startsWith("pulumi:providers:")) return [];
    return [
      ...wrongContainers(resource, (container) =>
        items(at(container, "env"))
          .filter((each) => NAMES_A_SECRET.test(text(at(each, "name"))) && text(at(each, "value")) !== "")
          .map((each) => `is given ${text(at(each, "name"))} in plain text`),
      ),
      ...(kindOf(type)?.kind === "ConfigMap"
        ? fields(at(inputs, "data"))
            .filter(([key]) => NAMES_A_SECRET.test(key))
            .map(([key]) => `holds ${key} in plain text`)
        : []),
      ...[...texts(inputs)]
        .filter(({ value }) => IS_A_SECRET.some((pattern) => pattern.test(value)))
        .filter(({ path }) => !belongs(resource.type, path))
        .map(({ path }) => `holds a secret in plain text at ${path.join(".")}`),
    ];
  },
};

/** Dapr's chart makes a Secret of the issuer's key; Helm keeps a chart's values in one. */
const belongs = (type: string, path: readonly string[]) =>
  type === "kubernetes:helm.sh/v3:Release" && path.join(".") === "values.dapr_sentry.tls.issuer.keyPEM";

type Found = { readonly path: readonly string[]; readonly value: string };

/** Every text in a value. One that a preview doesn't know yet is looked at when it is known: in the update. */
function* texts(value: unknown, path: readonly string[] = []): Generator<Found> {
  if (typeof value === "string") yield { path, value };
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) yield* texts(known(value, key), [...path, key]);
}

/** Reading a value that isn't known yet throws UnknownValueError, a class that @pulumi/policy keeps to itself. */
function known(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch (error) {
    if (error instanceof Error && error.constructor.name === "UnknownValueError") return undefined;
    throw error;
  }
}
