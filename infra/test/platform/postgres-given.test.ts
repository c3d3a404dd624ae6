import { expect, test } from "vitest";
import { planStack } from "../../plan/plan.ts";
import { only, stringsOf } from "../support/find.ts";

const PEM = "-----BEGIN CERTIFICATE-----\nof our own\n-----END CERTIFICATE-----\n";
const { resources } = await planStack("minikube", (values) => ({
  ...values,
  "punctual:postgres": JSON.stringify({ mode: "given", caCert: PEM }),
  "punctual:postgresUrl": "postgres://owner:secret@db.example.com:6432/tasks?sslmode=require",
}));
const secret = (name: string) => stringsOf(only(resources, "kubernetes:core/v1:Secret", name));

test("an authority that is given is mounted, and every DSN verifies by it", () => {
  expect(secret("database-ca")).toEqual({ "ca.crt": PEM });
  const dsn = secret("notifier-database").DATABASE_URL ?? "";
  expect(dsn).toMatch(
    /^postgres:\/\/notifier:[\w-]+@db\.example\.com:6432\/tasks\?sslmode=verify-full&sslrootcert=\/etc\/punctual\/database-ca\/ca\.crt$/,
  );
});

test("the pods may reach the port that the DSN names", () => {
  const { inputs } = only(resources, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "data");
  expect(JSON.stringify(inputs)).toContain('"port":6432');
});
