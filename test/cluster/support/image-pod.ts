import { CONTAINER_SECURITY, POD_SECURITY } from "../../../infra/workloads/pod.ts";

/** A pod that runs an image as it is, and looks at it from beside. */
interface ImagePod {
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly env: Readonly<Record<string, string>>;
  /** What the container runs, where that isn't what the image says. */
  readonly args?: readonly string[];
  /** What Node.js runs beside it, from before it starts; it mustn't end. */
  readonly watch: string;
}

/** A program for Node.js that does nothing. */
export const IDLE = "setInterval(() => undefined, 60_000)";

/** Path of Node.js in distroless images. */
export const NODE = "/nodejs/bin/node";

/**
 * No user is named: the kubelet then asks the image's own, and refuses root and names. The second container, of the same
 * image, sees the first's processes, and stays for as long as it is needed.
 */
export function imagePod({ name, namespace, image, env, args, watch }: ImagePod): object {
  const { runAsUser: _, runAsGroup: __, fsGroup: ___, ...security } = POD_SECURITY;
  const common = { image, imagePullPolicy: "IfNotPresent", securityContext: CONTAINER_SECURITY };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      shareProcessNamespace: true,
      securityContext: security,
      containers: [
        {
          ...common,
          name: "watch",
          command: [NODE, "--eval", watch],
        },
        {
          ...common,
          name: "it",
          ...(args && { args }),
          env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
        },
      ],
    },
  };
}

/**
 * For Node.js beside it: waits for the first 200 of /healthz, and prints how long after the start of the process that
 * answers, in milliseconds, by the kernel's clock.
 */
export const TIME_TO_HEALTHZ = `
const { readdirSync, readFileSync } = require("node:fs");
const server = () => readdirSync("/proc").find((pid) => {
  try { return readFileSync("/proc/" + pid + "/cmdline", "utf8").includes("src/server.ts"); } catch { return false; }
});
const uptime = () => Number(readFileSync("/proc/uptime", "utf8").split(" ")[0]) * 1000;
(async () => {
  for (const end = uptime() + 60_000; uptime() < end; await new Promise((done) => setTimeout(done, 25))) {
    const answered = await fetch("http://127.0.0.1:8080/healthz").then(({ status }) => status === 200, () => false);
    if (!answered) continue;
    const now = uptime();
    // Field 22 counts hundredths of a second since the machine started; the second field may hold blanks.
    const fields = readFileSync("/proc/" + server() + "/stat", "utf8").split(") ").at(-1).split(" ");
    console.log(Math.round(now - Number(fields[19]) * 10));
    return;
  }
  console.log("no /healthz within a minute");
})();
${IDLE};
`;

/** For Node.js in the pod: prints every file below the folders that are its arguments, and lines that look like secrets. */
export const LOOK_AROUND = `
const { readdirSync, readFileSync, statSync } = require("node:fs");
const SECRET = /-----BEGIN ([A-Z ]*PRIVATE KEY|CERTIFICATE)-----\\s+[A-Za-z0-9+\\/=]{32}|:_authToken\\s*=/;
const SKIPPED = new Set(["/proc", "/sys", "/dev"]);
const files = [];
const secrets = [];
const walk = (folder) => {
  let entries;
  try { entries = readdirSync(folder, { withFileTypes: true }); } catch { return; }
  for (const entry of entries) {
    const path = (folder === "/" ? "" : folder) + "/" + entry.name;
    if (entry.isDirectory()) { if (!SKIPPED.has(path)) walk(path); continue; }
    files.push(path);
    if (!entry.isFile() || !path.startsWith("/app/") || statSync(path).size > 1_000_000) continue;
    if (SECRET.test(readFileSync(path, "latin1"))) secrets.push(path);
  }
};
for (const folder of process.argv.slice(1)) walk(folder);
console.log(JSON.stringify({ files, secrets }));
`;

/** For Node.js in setup's pod: runs a statement, its second argument, on the server of its first. */
export const RUN_SQL = `
const { Client } = require("/app/node_modules/pg");
const [connectionString, statement] = process.argv.slice(1);
(async () => {
  const client = new Client({ connectionString });
  await client.connect();
  try { await client.query(statement); } finally { await client.end(); }
})();
`;
