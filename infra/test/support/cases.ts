import { stackNames } from "../../plan/stack-file.ts";

/** A stack as it could be: its file, and values over that. */
export interface StackCase {
  readonly name: string;
  readonly stack: string;
  /** Full keys of the configuration with their text. */
  readonly values: Readonly<Record<string, string>>;
}

const GATEWAY = { mode: "gateway", host: "tasks.example.com" };
const PUBLIC = { ...GATEWAY, public: true, certificate: { mode: "acme", email: "you@example.com" } };
const INTERNAL = { ...GATEWAY, certificate: { mode: "self-signed" } };
const GIVEN_DATA = {
  "punctual:kafka": { mode: "given", brokers: ["kafka.example.com:9092"], username: "punctual" },
  "punctual:postgres": { mode: "given" },
};

/** Beside the stacks as they stand: every part that one of them may have instead. */
const VARIANTS: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
  [
    "with everything in the cluster",
    "minikube",
    {
      "punctual:kafka": { mode: "strimzi" },
      "punctual:postgres": { mode: "cloudnativepg", instances: 3 },
      "punctual:scaling": { mode: "keda" },
      "punctual:monitoring": { mode: "install", alerts: { page: "pagerduty", ticket: "slack" } },
      "punctual:ingress": INTERNAL,
    },
  ],
  [
    "with secrets from a store that exists",
    "minikube",
    { ...GIVEN_DATA, "punctual:secrets": { mode: "external-secrets", store: "vault" } },
  ],
  [
    "with Redpanda Cloud, and PostgreSQL in the cluster",
    "gke",
    {
      "punctual:kafka": { mode: "redpanda-cloud", region: "europe-west1" },
      "punctual:postgres": {
        mode: "cloudnativepg",
        instances: 3,
        backup: { destination: "s3://bucket/path", keyId: "key" },
      },
    },
  ],
  ...["aks", "gke", "oke"].flatMap((cloud): [string, string, Record<string, unknown>][] => [
    [
      "open to the internet, with all of its parts",
      cloud,
      {
        ...GIVEN_DATA,
        "punctual:scaling": { mode: "keda" },
        "punctual:monitoring": { mode: "install" },
        "punctual:ingress": PUBLIC,
        "punctual:secrets": { mode: "external-secrets" },
      },
    ],
    ["within its own network", cloud, { "punctual:ingress": INTERNAL }],
  ]),
];

/** Every stack, as it stands and in its variants. */
export const STACK_CASES: readonly StackCase[] = [
  ...stackNames().map((stack) => ({ name: stack, stack, values: {} })),
  ...VARIANTS.map(([what, stack, values]) => ({
    name: `${stack} ${what}`,
    stack,
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, JSON.stringify(value)])),
  })),
];
