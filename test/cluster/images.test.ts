import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { dataServices, images } from "./support/given.ts";
import { IDLE, imagePod, LOOK_AROUND, NODE, RUN_SQL, TIME_TO_HEALTHZ } from "./support/image-pod.ts";
import { get, kubectl } from "./support/kubectl.ts";

const id = Math.random().toString(36).slice(2, 8);
const namespace = `punctual-images-${id}`;
const IMAGES = Object.entries(images(process.env));
const SERVICES = IMAGES.map(([name]) => name).filter((name) => name !== "setup");
/** How long a service may take from its process' start to its first answer, in milliseconds. */
const LIMIT_MS = 3_000;

/** Where a service's tables go: a schema that is this test's own. */
const schemaOf = (service: string) => `images_${id}_${service.replaceAll("-", "_")}`;
let database: URL;

function environment(service: string): Record<string, string> {
  const own = new URL(database);
  own.searchParams.set("options", `-c search_path=${schemaOf(service)}`);
  return {
    HOST: "0.0.0.0",
    PORT: "8080",
    DATABASE_URL: own.href,
    // Nobody is there: a service starts without its sidecar.
    DAPR_HTTP_PORT: "3500",
    DAPR_API_TOKEN: "a-token-that-nobody-asks-for",
    APP_API_TOKEN: "a-token-that-nobody-asks-for",
    PUBLIC_URL: "http://127.0.0.1:8080",
  };
}

/** Runs a program for Node.js beside what a pod runs. */
const inPod = (pod: string, program: string, ...args: string[]) =>
  kubectl(["-n", namespace, "exec", pod, "-c", "watch", "--", NODE, "--eval", program, "--", ...args]);

async function start(name: string, image: string): Promise<void> {
  const pod = imagePod({
    name,
    namespace,
    image,
    // `setup` has no server.
    ...(name === "setup"
      ? { env: {}, args: ["--eval", IDLE], watch: IDLE }
      : { env: environment(name), watch: TIME_TO_HEALTHZ }),
  });
  await kubectl(["apply", "-f", "-"], JSON.stringify(pod));
  await kubectl(["-n", namespace, "wait", `pod/${name}`, "--for=condition=Ready", "--timeout=60s"]);
}

/** What was measured beside a service, once it is. */
const firstAnswer = (service: string) =>
  vi.waitFor(
    async () => {
      const said = await kubectl(["-n", namespace, "logs", service, "-c", "watch"]);
      if (said.trim() === "") throw new Error(`${service} hasn't answered yet`);
      return said.trim();
    },
    { timeout: 70_000, interval: 200 },
  );

beforeAll(async () => {
  database = new URL((await dataServices(process.env)).postgresUrl);
  const level = "pod-security.kubernetes.io/enforce=restricted";
  await kubectl(["create", "namespace", namespace]);
  await kubectl(["label", "namespace", namespace, level]);
  await start("setup", images(process.env).setup ?? "");
  for (const service of SERVICES) {
    await inPod("setup", RUN_SQL, database.href, `CREATE SCHEMA ${schemaOf(service)}`);
  }
});
afterAll(async () => {
  for (const service of SERVICES) {
    await inPod("setup", RUN_SQL, database.href, `DROP SCHEMA IF EXISTS ${schemaOf(service)} CASCADE`);
  }
  await kubectl(["delete", "namespace", namespace, "--ignore-not-found", "--wait=false"]);
});

describe.each(SERVICES)("the image of %s", (service) => {
  it("runs as its own user, which isn't root, on a root that nobody writes to, and answers within 3 s", async () => {
    await start(service, images(process.env)[service] ?? "");
    const took = Number(await firstAnswer(service));
    console.log(`${service}: first /healthz after ${took} ms`);
    expect(took).toBeGreaterThan(0);
    expect(took).toBeLessThanOrEqual(LIMIT_MS);
    const { status } = await get<{ status: { containerStatuses: { name: string; restartCount: number }[] } }>(
      ...["-n", namespace, "pod", service],
    );
    expect(status.containerStatuses.find(({ name }) => name === "it")?.restartCount).toBe(0);
    const who = "console.log(process.getuid(), process.getgid())";
    expect((await inPod(service, who)).trim()).toBe("65532 65532");
    const write =
      "try { require('node:fs').writeFileSync('/app/x', '') } catch ({ code }) { console.log(code) }";
    expect((await inPod(service, write)).trim()).toMatch(/^(EROFS|EACCES)$/);
  });
});

/** Paths that have no place in an image. */
const UNWANTED: Readonly<Record<string, RegExp>> = {
  "a compiler or build tool":
    /\/(bin|\.bin)\/(gcc|g\+\+|cc|c\+\+|clang|make|cmake|node-gyp|tsc|esbuild)$|\/node_modules\/typescript\//,
  "a package manager": /\/(bin|\.bin)\/(npm|npx|yarn|pnpm|corepack|pip3?)$|\/node_modules\/npm\//,
  "a package manager's cache":
    /\/(_cacache|\.npm|\.yarn|\.cache)\/|^\/var\/(lib\/apt\/lists|cache\/apt\/archives)\/./,
  "a secret, or where one is kept":
    /\/(\.npmrc|\.netrc|\.env(\..*)?|id_[a-z0-9]+|\.docker\/config\.json)$|^\/(run\/secrets|app)\/.*\.(pem|key|p12|pfx|crt)$/,
  "a test or what only development needs":
    /^\/app\/(packages|services)\/.*(\/test\/|\.test\.|\/node_modules\/\.|Dockerfile)|\/node_modules\/.*\.[cm]?ts$|\/node_modules\/(@[^/]+\/)?[^@/][^/]*\/(tests?|__tests__|\.github)\/|\.map$|^\/app\/(test|infra|local|ci)\//,
};

describe.each(IMAGES)("what is in the image of %s", (name) => {
  let found: { files: string[]; secrets: string[] };
  let ours: string[];
  beforeAll(async () => {
    found = JSON.parse(await inPod(name, LOOK_AROUND, "/"));
    // Where Debian with npm stands in for distroless, what it brings isn't what runs in a cloud. All that the last stage
    // of the Dockerfile adds is below /app (the last test).
    const standIn = found.files.includes("/usr/bin/apt-get");
    if (standIn) console.log(`${name}: the base image is a stand-in, so only what we add to it is looked at`);
    ours = standIn ? found.files.filter((path) => path.startsWith("/app/")) : found.files;
  });

  it("is the service and its packages", () => {
    expect(ours).toContain(`/app/services/${name}/package.json`);
    expect(ours).toContain("/app/load-stripped.mjs");
    const services = ours.map((path) => /^\/app\/services\/([^/]+)\//.exec(path)?.[1]).filter(Boolean);
    expect([...new Set(services)]).toEqual([name]);
  });

  it.each(Object.entries(UNWANTED))("is not %s", (_, pattern) => {
    expect(ours.filter((path) => pattern.test(path))).toEqual([]);
  });

  it("holds no private key, token or certificate of ours", () => {
    expect(found.secrets).toEqual([]);
  });

  it("is no compiled code, so the same on every processor", () => {
    expect(ours.filter((path) => path.startsWith("/app/") && path.endsWith(".node"))).toEqual([]);
  });
});

it("nothing is added to the runtime's image but /app", () => {
  const text = readFileSync(join(import.meta.dirname, "../../services/Dockerfile"), "utf8");
  const last = text.slice(text.lastIndexOf("\nFROM ") + 1).replaceAll("\\\n", " ");
  const instructions = last.split("\n").filter((line) => /^[A-Z]+ /.test(line));
  expect(instructions.filter((line) => /^(RUN|ADD|VOLUME) /.test(line))).toEqual([]);
  const copies = instructions.filter((line) => line.startsWith("COPY "));
  expect(copies.length).toBeGreaterThan(0);
  for (const copy of copies) expect(copy).toMatch(/^COPY --from=\w+ \/app \/app$/);
  expect(instructions).toContain("USER 65532:65532");
});
