import { describe, expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import { refusal } from "../support/refusal.ts";
import { OKE_CLUSTER as CLUSTER, GKE } from "../support/values.ts";

const valuesOf = (cluster: object) => ({
  ...GKE,
  "punctual:target": "oke",
  "punctual:cluster": JSON.stringify(cluster),
});
const read = (cluster: object) => readConfig({ values: valuesOf(cluster), isSecret: () => true });
const refused = (cluster: object) => refusal(valuesOf(cluster));
/** A right cluster, but for this. */
const but = (wrong: object) => ({ ...CLUSTER, ...wrong });
const without = (key: keyof typeof CLUSTER) =>
  Object.fromEntries(Object.entries(CLUSTER).filter(([name]) => name !== key));

const WRONG: readonly [string, object, RegExp][] = [
  ["no tenancy", without("tenancyId"), /cluster\.tenancyId is not set/],
  ["no compartment", without("compartmentId"), /cluster\.compartmentId is not set/],
  ["no region", without("region"), /cluster\.region is not set/],
  ["no version", without("kubernetesVersion"), /cluster\.kubernetesVersion is not set/],
  ["a tenancy by its name", but({ tenancyId: "acme" }), /cluster\.tenancyId must be the OCID of a tenancy/],
  [
    "a compartment by its name",
    but({ compartmentId: "tasks" }),
    /cluster\.compartmentId must be the OCID of a compartment/,
  ],
  ["a region by its key", but({ region: "FRA" }), /cluster\.region must be a region's identifier such as/],
  [
    "a version without its v",
    but({ kubernetesVersion: "1.34.1" }),
    /kubernetesVersion must be one of OKE's versions such as v1\.34\.1/,
  ],
  ["a small network", but({ vcnCidr: "10.0.0.0/24" }), /cluster\.vcnCidr must be a private \/16/],
  ["a public network", but({ vcnCidr: "8.8.0.0/16" }), /cluster\.vcnCidr must be a private \/16/],
  [
    "a network over Kubernetes' Services",
    but({ vcnCidr: "10.96.0.0/16" }),
    /cluster\.vcnCidr must not be the range of Kubernetes' own Services/,
  ],
  ["a name with capitals", but({ name: "Punctual" }), /cluster\.name must be 3 to 32 lower-case/],
  [
    "an address for a range",
    but({ bastionCidrs: ["203.0.113.7"] }),
    /cluster\.bastionCidrs\.0 must be an IPv4 range such as/,
  ],
  ["a tunnel without its port", but({ tunnel: "127.0.0.1" }), /cluster\.tunnel must be host:port/],
  ["an image by its name", but({ nodeImageId: "ol8" }), /cluster\.nodeImageId must be the OCID of an image/],
  [
    "a way to sign in that there isn't",
    but({ signIn: { as: "Password" } }),
    /cluster\.signIn\.as must be one of ApiKey/,
  ],
  ["less than a core", but({ ocpus: 0.5 }), /cluster\.ocpus must be at least 1/],
  ["too little memory", but({ memoryGb: 2 }), /cluster\.memoryGb must be at least 4/],
  ["too small a disk", but({ bootVolumeGb: 20 }), /cluster\.bootVolumeGb must be at least 50/],
  [
    "Calico from an address",
    but({ calico: "https://example.com/calico" }),
    /cluster\.calico must be a folder, such as \.\/mirror\/calico/,
  ],
  ["swapped bounds of nodes", but({ nodes: { min: 5 } }), /cluster\.nodes\.max must not be less than min/],
  ["a misspelt key", but({ bastionCidr: [] }), /cluster\.bastionCidr is not a key that Punctual knows/],
  [
    "a public API server for nobody",
    but({ privateApi: false }),
    /cluster\.authorizedCidrs is empty while cluster\.privateApi is false/,
  ],
];

describe("a cluster in Oracle Cloud is refused with what would be right", () => {
  it.each(WRONG)("%s", (_, cluster, message) => {
    expect(refused(cluster)).toMatch(message);
  });
});

it("a cluster needs no more than where it is and its version", () => {
  const { cluster } = read(CLUSTER);
  expect(cluster).toMatchObject({ privateApi: true, deletionProtection: true, nodes: { min: 2, max: 4 } });
});
