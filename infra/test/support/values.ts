const json = JSON.stringify;

/** A configuration that is right, for tests to make wrong: full keys with their text. */
export const MINIKUBE: Readonly<Record<string, string>> = {
  "punctual:target": "minikube",
  "punctual:cluster": json({ context: "minikube" }),
  "punctual:dapr": json({ mode: "install" }),
  "punctual:kafka": json({ mode: "given", brokers: ["kafka.example.com:9092"], username: "punctual" }),
  "punctual:postgres": json({ mode: "given" }),
  "punctual:ingress": json({ mode: "off" }),
  "punctual:monitoring": json({ mode: "off" }),
  "punctual:secrets": json({ mode: "stack" }),
  "punctual:scaling": json({ mode: "fixed" }),
  "punctual:masterKey": Buffer.alloc(32, "test").toString("base64"),
  "punctual:kafkaPassword": "a-password",
  "punctual:postgresUrl": "postgres://owner:secret@db.example.com/punctual",
};

/** The same for a cloud. */
export const GKE: Readonly<Record<string, string>> = {
  ...MINIKUBE,
  "punctual:target": "gke",
  "punctual:cluster": json({ project: "punctual-test", region: "europe-west4" }),
  "punctual:postgresUrl": "postgres://owner:secret@db.example.com/punctual?sslmode=verify-full",
};

/** What a cluster in Oracle Cloud can't be without. */
export const OKE_CLUSTER = {
  tenancyId: "ocid1.tenancy.oc1..t",
  compartmentId: "ocid1.compartment.oc1..c",
  region: "eu-frankfurt-1",
  kubernetesVersion: "v1.34.1",
} as const;

/** An image reference for each service and for the jobs. */
export function images(reference: (name: string) => string): string {
  return json(
    Object.fromEntries(
      ["chat-api", "notifier", "recurrence", "setup"].map((name) => [name, reference(name)]),
    ),
  );
}
