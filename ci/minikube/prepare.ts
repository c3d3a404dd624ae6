import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Place } from "../../infra/cli/run-steps.ts";
import { mustRun, runTool } from "../release/tool.ts";

const DATA = join(import.meta.dirname, "data.yaml");
const HOST = "kafka.data.svc.cluster.local";
/** Kafka's image is half a gigabyte. */
const TIMEOUT = "--timeout=300s";

/** Brings what `npm run test:cluster` needs beside Dapr and the images into the cluster that kubectl means; again and again. */
export async function bringDataServices(place: Place): Promise<void> {
  const kubectl = (...args: string[]) => mustRun({ tool: "kubectl", args }, place);
  const has = async (...what: string[]) =>
    (await runTool({ tool: "kubectl", args: ["get", ...what] }, place)).ok;
  if (!(await has("namespace", "data"))) await kubectl("create", "namespace", "data");
  if (!(await has("-n", "data", "secret", "kafka-tls"))) {
    place.say("makes a certificate for Kafka");
    const folder = mkdtempSync(join(tmpdir(), "punctual-tls-"));
    try {
      await certificate(folder, place);
      const files = ["ca.crt", "tls.crt", "tls.key"].map(
        (name) => `--from-file=${name}=${join(folder, name)}`,
      );
      await kubectl("-n", "data", "create", "secret", "generic", "kafka-tls", ...files);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  await kubectl("apply", "--server-side", "--validate=strict", "-f", DATA);
  for (const name of ["kafka", "postgres"]) {
    place.say(`waits for ${name}`);
    await kubectl("-n", "data", "rollout", "status", `statefulset/${name}`, TIMEOUT);
  }
}

/** A certificate that is its own authority. */
async function certificate(folder: string, place: Place): Promise<void> {
  const [key, crt] = [join(folder, "tls.key"), join(folder, "tls.crt")];
  const args = [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-keyout", key, "-out", crt],
    ...["-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`],
  ];
  await mustRun({ tool: "openssl", args }, place);
  copyFileSync(crt, join(folder, "ca.crt"));
  if (!readFileSync(key, "utf8").startsWith("-----BEGIN PRIVATE KEY-----")) {
    throw new Error("openssl wrote a key in another form than PKCS#8, which Kafka can't read");
  }
}

/** Gives an image in a Minikube's node a second name. */
export async function tagImage(profile: string, from: string, to: string, place: Place): Promise<void> {
  await mustRun({ tool: "minikube", args: ["--profile", profile, "image", "tag", from, to] }, place);
}
