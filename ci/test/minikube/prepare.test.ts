import { X509Certificate } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bringDataServices } from "../../minikube/prepare.ts";
import { fakeProgram } from "../support/fake-program.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "punctual-prepare-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Says that only what is listed is there, and keeps the certificate that it is given. */
const kubectl = (there: readonly string[]) =>
  fakeProgram(
    folder,
    "kubectl",
    `const { copyFileSync } = require("node:fs");
    if (args[0] === "get" && !${JSON.stringify(there)}.includes(args.at(-1))) end(1, "NotFound");
    for (const [, name, path] of args.map((each) => /^--from-file=(.+?)=(.+)$/.exec(each)).filter(Boolean)) {
      copyFileSync(path, ${JSON.stringify(folder)} + "/" + name);
    }`,
  );
const place = (env: NodeJS.ProcessEnv) => ({ env, cwd: folder, say: () => {}, pauseMs: 1 });

it("makes a certificate that is its own authority, for the name that brokers have", async () => {
  const fake = kubectl([]);
  await bringDataServices(place(fake.env));
  const [ca, crt] = ["ca.crt", "tls.crt"].map((name) => readFileSync(join(folder, name), "utf8"));
  const certificate = new X509Certificate(crt ?? "");
  expect(ca).toBe(crt);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkHost("kafka.data.svc.cluster.local")).toBe("kafka.data.svc.cluster.local");
  expect(readFileSync(join(folder, "tls.key"), "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----/);
});

it("keeps the certificate that is there, applies the rest, and waits for both", async () => {
  const fake = kubectl(["data", "kafka-tls"]);
  await bringDataServices(place(fake.env));
  expect(existsSync(join(folder, "tls.crt"))).toBe(false);
  const calls = fake.calls().map((args) => args.join(" "));
  expect(calls.filter((call) => call.includes("create"))).toEqual([]);
  expect(calls.at(-3)).toMatch(/^apply --server-side --validate=strict -f .+data\.yaml$/);
  expect(calls.at(-2)).toContain("rollout status statefulset/kafka");
  expect(calls.at(-1)).toContain("rollout status statefulset/postgres");
});
