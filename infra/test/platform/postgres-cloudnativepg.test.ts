import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { derivePassword } from "../../platform/derive.ts";
import { MASTER_KEY, namesOf, only, stringsOf } from "../support/find.ts";

const { resources } = await planStack("minikube");
const cluster = only(resources, "kubernetes:postgresql.cnpg.io/v1:Cluster", "postgres");
const secret = (name: string) => stringsOf(only(resources, "kubernetes:core/v1:Secret", name));
const CA_FILE = "/etc/punctual/database-ca/ca.crt";

test("the cluster waits for its operator, and is ready once its owner may make roles", () => {
  expect(cluster.dependsOn).toContain("kubernetes:helm.sh/v3:Release cloudnativepg");
  const { annotations } = cluster.inputs.metadata as { annotations: Record<string, string> };
  expect(JSON.parse(annotations["pulumi.com/waitFor"] ?? "")).toEqual([
    "condition=Ready",
    "jsonpath={.status.managedRolesStatus.byStatus.reconciled[0]}=punctual",
  ]);
});

test("nobody is superuser, and no connection is in the clear", () => {
  expect(cluster.inputs.spec).toMatchObject({
    enableSuperuserAccess: false,
    postgresql: { pg_hba: ["hostnossl all all all reject"] },
    managed: { roles: [{ name: "punctual", createrole: true, login: true }] },
  });
  expect(JSON.stringify(cluster.inputs.spec)).not.toContain('"superuser":true');
});

test("the set-up comes as the owner, by the password that the operator gave him", () => {
  const password = derivePassword(MASTER_KEY, "postgres/punctual");
  expect(secret("postgres-owner")).toEqual({ username: "punctual", password });
  const url = new URL(secret("database-setup").ADMIN_DATABASE_URL ?? "");
  expect([url.username, url.password, url.host]).toEqual([
    "punctual",
    password,
    "postgres-rw.postgres.svc:5432",
  ]);
  const job = only(resources, "kubernetes:batch/v1:Job", "database");
  expect(job.dependsOn).toContain("kubernetes:postgresql.cnpg.io/v1:Cluster postgres");
});

test.each([
  ["database-setup", "ADMIN_DATABASE_URL"],
  ["chat-api-database", "DATABASE_URL"],
  ["notifier-database", "DATABASE_URL"],
  ["recurrence-database", "DATABASE_URL"],
  ["neon-db-connection", "connectionString"],
])("%s has the server verified by its own authority, from a file", (name, key) => {
  const { search } = new URL(secret(name)[key] ?? "");
  expect(search).toBe(`?sslmode=verify-full&sslrootcert=${CA_FILE}`);
});

test("every pod that connects has that file, and so has its sidecar", () => {
  expect(secret("database-ca")["ca.crt"]).toContain("BEGIN CERTIFICATE");
  const pods = resources
    .filter(({ type }) => ["kubernetes:apps/v1:Deployment", "kubernetes:batch/v1:Job"].includes(type))
    .map(({ inputs }) => inputs.spec as { template: { metadata: unknown; spec: Record<string, unknown> } });
  expect(pods).toHaveLength(8);
  for (const { template } of pods) {
    const { volumes, containers } = template.spec as { volumes: unknown[]; containers: unknown[] };
    expect(volumes).toContainEqual({
      name: "database-ca",
      secret: { secretName: "database-ca", optional: true },
    });
    expect(containers).toMatchObject([
      {
        volumeMounts: expect.arrayContaining([
          { name: "database-ca", mountPath: "/etc/punctual/database-ca", readOnly: true },
        ]),
      },
    ]);
  }
  const sidecars = pods.flatMap(({ template }) => {
    const { annotations } = template.metadata as { annotations: Record<string, string> };
    return annotations["dapr.io/enabled"] ? [annotations["dapr.io/volume-mounts"]] : [];
  });
  expect(sidecars).toEqual(Array(3).fill("database-ca:/etc/punctual/database-ca"));
});

test("certificates outlast the time between two deployments", () => {
  const { inputs } = only(resources, "kubernetes:helm.sh/v3:Release", "cloudnativepg");
  expect(inputs.values).toMatchObject({ config: { data: { CERTIFICATE_DURATION: "3650" } } });
});

test("only the services and the operator may connect", () => {
  const { inputs } = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "postgres-guests");
  expect(namesOf((inputs.spec as { ingress: unknown }).ingress)).toEqual([
    "punctual:5432",
    "cnpg-system:5432",
    "cnpg-system:8000",
  ]);
});
