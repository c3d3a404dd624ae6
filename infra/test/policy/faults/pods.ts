import { changed, type Fault, faults, resource } from "../support/fault.ts";

const LABELS = { "punctual/environment": "test" };
const DIGEST = `sha256:${"a".repeat(64)}`;

/** A workload as ours are. */
export const DEPLOYMENT = resource("kubernetes:apps/v1:Deployment", {
  metadata: { name: "it", namespace: "punctual", labels: LABELS },
  spec: {
    template: {
      metadata: { labels: LABELS, annotations: { "dapr.io/enabled": "true" } },
      spec: {
        serviceAccountName: "it",
        automountServiceAccountToken: true,
        securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } },
        volumes: [{ name: "tmp", emptyDir: {} }],
        initContainers: [],
        containers: [
          {
            name: "app",
            image: `registry.example:5000/it@${DIGEST}`,
            ports: [{ containerPort: 8080 }],
            env: [{ name: "PORT", value: "8080" }],
            resources: {
              requests: { cpu: "50m", memory: "64Mi" },
              limits: { memory: "64Mi", "ephemeral-storage": "64Mi" },
            },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            },
          },
        ],
      },
    },
  },
});
const JOB = changed(
  changed(
    { ...DEPLOYMENT, type: "kubernetes:batch/v1:Job" },
    "spec.template.spec.automountServiceAccountToken",
    false,
  ),
  "spec.template.metadata.annotations",
  {},
);
const CONFIG_MAP = resource("kubernetes:core/v1:ConfigMap", {
  metadata: { name: "it", namespace: "punctual", labels: LABELS },
  data: { tokenPath: "/var/run/token", url: "https://example.com/" },
});
const CHART = resource("kubernetes:helm.sh/v3:Release", {
  chart: "dapr",
  version: "1.16.13",
  repositoryOpts: { repo: "https://charts.example" },
  values: {
    global: { mtls: { enabled: true } },
    dapr_sentry: { tls: { issuer: { keyPEM: "-----BEGIN EC PRIVATE KEY-----\n" } } },
    extra: "",
  },
});

const pod = (path: string) => `spec.template.spec.${path}`;
const app = (path: string) => pod(`containers.0.${path}`);
const laptop = { laptop: true };

/** Faults of what runs in the cluster. */
export const POD_FAULTS: readonly Fault[] = [
  ...faults("images-by-digest", DEPLOYMENT, [
    [app("image"), "registry.example:5000/it:1.2.3", "by a tag, which can be moved"],
    [app("image"), "registry.example:5000/it:latest", "which is another one tomorrow"],
    [app("image"), "registry.example:5000/it", "has neither digest nor tag"],
    [pod("initContainers"), [{ name: "early", image: "it:1" }], 'a container "early"'],
  ]),
  ...faults(
    "images-by-digest",
    changed(DEPLOYMENT, app("image"), "docker.io/it:1.2.3"),
    [
      [app("image"), "docker.io/it:latest", "which is another one tomorrow"],
      [app("image"), "docker.io/it", "has neither digest nor tag"],
    ],
    laptop,
  ),
  ...faults("resources-stated", DEPLOYMENT, [
    [app("resources.requests.cpu"), undefined, "states no requests of cpu"],
    [app("resources.requests.memory"), undefined, "states no requests of memory"],
    [app("resources.limits.memory"), undefined, "states no limits of memory"],
    [app("resources.limits.ephemeral-storage"), undefined, "states no limits of ephemeral-storage"],
    [app("resources"), undefined, "states no limits of memory"],
  ]),
  ...faults("no-host-access", DEPLOYMENT, [
    [pod("hostNetwork"), true, "asks for hostNetwork"],
    [pod("hostPID"), true, "asks for hostPID"],
    [pod("hostIPC"), true, "asks for hostIPC"],
    [pod("volumes"), [{ name: "root", hostPath: { path: "/" } }], 'mounts a folder of its node as "root"'],
    [app("ports"), [{ containerPort: 8080, hostPort: 80 }], "listens on its node's port 80"],
  ]),
  ...faults("no-privileges", DEPLOYMENT, [
    [app("securityContext.privileged"), true, "is privileged"],
    [app("securityContext.allowPrivilegeEscalation"), true, "may gain privileges"],
    [app("securityContext.allowPrivilegeEscalation"), undefined, "may gain privileges"],
    [app("securityContext.capabilities"), undefined, "keeps capabilities"],
    [app("securityContext.capabilities.add"), ["NET_ADMIN"], "adds the capability NET_ADMIN"],
  ]),
  ...faults("non-root", DEPLOYMENT, [
    [pod("securityContext.runAsNonRoot"), undefined, "may run as root"],
    [app("securityContext.runAsNonRoot"), false, "may run as root"],
    [pod("securityContext.runAsUser"), 0, "runs as user 0"],
  ]),
  ...faults("read-only-root", DEPLOYMENT, [
    [app("securityContext.readOnlyRootFilesystem"), undefined, "can write to its root file system"],
  ]),
  ...faults("seccomp", DEPLOYMENT, [
    [pod("securityContext.seccompProfile"), undefined, "may make every system call"],
    [pod("securityContext.seccompProfile.type"), "Unconfined", "may make every system call"],
    [app("securityContext.seccompProfile"), { type: "Unconfined" }, "may make every system call"],
  ]),
  ...faults("own-service-account", DEPLOYMENT, [
    [pod("serviceAccountName"), undefined, "default service account"],
    [pod("serviceAccountName"), "default", "default service account"],
    ["spec.template.metadata.annotations", {}, "a service-account token that nothing in it needs"],
  ]),
  ...faults("own-service-account", JOB, [
    [pod("automountServiceAccountToken"), true, "a service-account token that nothing in it needs"],
    [pod("automountServiceAccountToken"), undefined, "a service-account token that nothing in it needs"],
  ]),
  ...faults("no-plain-secrets", DEPLOYMENT, [
    [app("env"), [{ name: "DATABASE_PASSWORD", value: "x" }], "is given DATABASE_PASSWORD in plain text"],
    [app("env"), [{ name: "API_TOKEN", value: "x" }], "is given API_TOKEN in plain text"],
    [app("env"), [{ name: "API_KEY", value: "x" }], "is given API_KEY in plain text"],
    [
      app("env"),
      [{ name: "DB", value: "postgres://me:secret@db/x" }],
      "at spec.template.spec.containers.0.env.0",
    ],
    [app("args"), ["-----BEGIN RSA PRIVATE KEY-----\n"], "at spec.template.spec.containers.0.args.0"],
  ]),
  ...faults("no-plain-secrets", CONFIG_MAP, [
    ["data.adminPassword", "x", "holds adminPassword in plain text"],
    ["data.settings", "url=amqp://me:secret@queue", "holds a secret in plain text at data.settings"],
    ["data.jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "at data.jwt"],
  ]),
  ...faults("no-plain-secrets", CHART, [
    ["values.extra", "-----BEGIN PRIVATE KEY-----\n", "holds a secret in plain text at values.extra"],
  ]),
];
