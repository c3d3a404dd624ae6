import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { adapt } from "../../clusters/oke/access.ts";
import { annotations } from "../../clusters/oke/load-balancers.ts";
import { maxPods, pickImage } from "../../clusters/oke/nodes.ts";
import { okeSchema } from "../../config/clusters/oke.ts";
import { OKE_CLUSTER as BASE } from "../support/values.ts";

const image = (sourceName: string) => ({ imageId: `ocid1.image.${sourceName}`, sourceName });

describe("the nodes' image", () => {
  const sources = [
    image("Oracle-Linux-8.10-2025.09.16-0-OKE-1.34.1-1190"),
    image("Oracle-Linux-8.10-2025.11.20-0-OKE-1.34.1-1330"),
    image("Oracle-Linux-8.10-2025.11.20-0-OKE-1.34.1-999"),
    image("Oracle-Linux-8.10-aarch64-2025.12.01-0-OKE-1.34.1-1340"),
    image("Oracle-Linux-8.10-Gen2-GPU-2026.01.01-0-OKE-1.34.1-1400"),
    image("Oracle-Linux-8.10-2026.02.01-0-OKE-1.33.1-1500"),
    image("Oracle-Linux-8.10-2026.02.01-0-OKE-1.34.10-1500"),
    image("Oracle-Linux-9.5-2026.02.01-0-OKE-1.34.1-1500"),
  ];

  it("is the newest for the version, by date and then by build", () => {
    expect(pickImage(sources, "v1.34.1", false)).toBe(
      "ocid1.image.Oracle-Linux-8.10-2025.11.20-0-OKE-1.34.1-1330",
    );
  });

  it("is one for the processor", () => {
    expect(pickImage(sources, "v1.34.1", true)).toContain("aarch64");
  });

  it("is asked for by name where there is none, with how to see the versions", () => {
    expect(() => pickImage(sources, "v1.35.0", false)).toThrow(
      /no Oracle Linux 8 image for v1\.35\.0 on x86: .*oci ce cluster-options get.*punctual:cluster\.nodeImageId/,
    );
  });
});

test.each([
  [1, 31],
  [2, 31],
  [3, 62],
  [4, 93],
  [8, 110],
])("a flexible node of %i cores has addresses for %i pods", (ocpus, pods) => {
  expect(maxPods(okeSchema.parse({ ...BASE, ocpus }))).toBe(pods);
});

describe("a kubeconfig", () => {
  const text = `clusters: [{ name: c, cluster: { server: "https://10.0.0.2:6443" } }]
users: [{ name: u, user: { exec: { command: oci, env: [] } } }]`;
  const adapted = (more: object) => parse(adapt(text, okeSchema.parse({ ...BASE, ...more })));

  it("has the OCI CLI sign in as Pulumi does", () => {
    const { exec } = adapted({ signIn: { as: "SecurityToken", profile: "PIPELINE" } }).users[0].user;
    expect(exec).toEqual({
      command: "oci",
      env: [
        { name: "OCI_CLI_AUTH", value: "security_token" },
        { name: "OCI_CLI_PROFILE", value: "PIPELINE" },
      ],
    });
  });

  it("names the API server, or a tunnel's near end", () => {
    const server = (more: object) => adapted(more).clusters[0].cluster.server;
    expect(server({})).toBe("https://10.0.0.2:6443");
    expect(server({ tunnel: "127.0.0.1:7443" })).toBe("https://127.0.0.1:7443");
  });
});

test("load balancers of a cluster that others made: flexible ones, internal unless public", () => {
  expect(annotations("internal")["service.beta.kubernetes.io/oci-load-balancer-internal"]).toBe("true");
  expect(annotations("public")["service.beta.kubernetes.io/oci-load-balancer-internal"]).toBe("false");
});

describe("Calico's kustomization", () => {
  const folder = join(import.meta.dirname, "../../clusters/oke/calico/kustomization.yaml");
  const { resources, patches } = parse(readFileSync(folder, "utf8")) as {
    resources: string[];
    patches: { patch: string }[];
  };
  const documents = patches.map(({ patch }) => parse(patch));

  it("takes the manifest for policies alone, of a version", () => {
    expect(resources).toEqual([
      expect.stringMatching(
        /^https:\/\/raw\.githubusercontent\.com\/projectcalico\/calico\/v\d+\.\d+\.\d+\/manifests\/calico-policy-only\.yaml$/,
      ),
    ]);
  });

  it("has Calico watch the interfaces of OKE's CNI, and leaves its own CNI out", () => {
    const { spec } = documents.find(({ kind }) => kind === "DaemonSet").spec.template;
    const [{ env }] = spec.containers;
    const variables = Object.fromEntries(
      env.map(({ name, value, $patch }: Record<string, string>) => [name, $patch ?? value]),
    );
    expect(variables).toEqual({
      FELIX_TYPHAK8SSERVICENAME: "delete",
      FELIX_INTERFACEPREFIX: "oci",
      NO_DEFAULT_POOLS: "true",
      FELIX_CHAININSERTMODE: "Append",
      FELIX_IPTABLESMANGLEALLOWACTION: "Return",
      FELIX_IPTABLESBACKEND: "NFT",
    });
    expect(spec.initContainers).toBeNull();
  });

  it("leaves out Typha, which nothing asks any more", () => {
    const left = documents.filter(({ $patch }) => $patch === "delete").map(({ kind }) => kind);
    expect(left.sort()).toEqual(["Deployment", "PodDisruptionBudget", "Service"]);
  });
});

describe("metrics-server's kustomization", () => {
  const folder = join(import.meta.dirname, "../../clusters/oke/metrics-server/kustomization.yaml");
  const { patches } = parse(readFileSync(folder, "utf8")) as { patches: { patch: string }[] };

  it("runs two, and asks for no second node that there isn't", () => {
    const { spec } = parse(patches[0]?.patch ?? "");
    expect(spec.replicas).toBe(2);
    expect(spec.template.spec.topologySpreadConstraints).toEqual([
      expect.objectContaining({ whenUnsatisfiable: "ScheduleAnyway" }),
    ]);
  });
});
