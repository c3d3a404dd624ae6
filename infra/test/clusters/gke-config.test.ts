import { describe, expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import { refusal } from "../support/refusal.ts";
import { GKE } from "../support/values.ts";

const CLUSTER = { project: "tasks-prod", region: "europe-west4" };

const valuesOf = (cluster: object) => ({ ...GKE, "punctual:cluster": JSON.stringify(cluster) });
const read = (cluster: object) => readConfig({ values: valuesOf(cluster), isSecret: () => true });
/** A right cluster, but for this. */
const but = (wrong: object) => ({ ...CLUSTER, ...wrong });

const WRONG: readonly [string, object, RegExp][] = [
  ["no project", { region: CLUSTER.region }, /cluster\.project is not set.*project, by its id/],
  ["no region", { project: CLUSTER.project }, /cluster\.region is not set.*such as europe-west4/],
  ["a project by its number", but({ project: "123456789012" }), /cluster\.project must be a project id/],
  ["a zone for a region", but({ region: "europe-west4-a" }), /cluster\.region must be a region such as/],
  ["a region for a zone", but({ zones: ["europe-west4"] }), /cluster\.zones\.0 must be a zone such as/],
  ["a zone of another region", but({ zones: ["us-east1-b"] }), /cluster\.zones must be zones of the region/],
  [
    "a name that is too long",
    but({ name: "punctual-production" }),
    /cluster\.name must be 2 to 16 lower-case/,
  ],
  ["a name that begins with a digit", but({ name: "2tasks" }), /cluster\.name must be 2 to 16/],
  [
    "a patch version",
    but({ kubernetesVersion: "1.34.1" }),
    /kubernetesVersion must be a minor version such as 1\.34/,
  ],
  [
    "a channel that there isn't",
    but({ releaseChannel: "FAST" }),
    /releaseChannel must be one of RAPID, REGULAR/,
  ],
  ["swapped bounds of nodes", but({ nodes: { min: 3 } }), /cluster\.nodes\.max must not be less than min/],
  [
    "text for a switch",
    but({ dnsEndpoint: "yes" }),
    /cluster\.dnsEndpoint is wrong.*reach the API server by its DNS name/,
  ],
  [
    "text for the key's switch",
    but({ secretsEncryption: "no" }),
    /cluster\.secretsEncryption is wrong.*Cloud KMS/,
  ],
  [
    "pods among the nodes",
    but({ network: { pods: "10.70.0.0/16" } }),
    /network\.pods must not overlap nodes \(10\.70\.0\.0\/20\)/,
  ],
  [
    "services among the pods",
    but({ network: { services: "10.72.240.0/20" } }),
    /network\.services must not overlap pods/,
  ],
  [
    "a range of IPv6",
    but({ network: { nodes: "fd00::/64" } }),
    /network\.nodes must be an address range of IPv4/,
  ],
  [
    "a window that GKE refuses",
    but({ maintenance: { days: ["Sunday"] } }),
    /maintenance\.hours must come to at least 12 hours a week/,
  ],
  [
    "a window on one day, named twice",
    but({ maintenance: { days: ["Sunday", "Sunday"] } }),
    /maintenance\.hours must come to/,
  ],
  ["a window on no day", but({ maintenance: { days: [] } }), /maintenance\.days must name a day/],
  [
    "a window that is too short",
    but({ maintenance: { hours: 3 } }),
    /maintenance\.hours must be at least 4 hours, as GKE asks/,
  ],
  [
    "a time that there isn't",
    but({ maintenance: { start: "24:00" } }),
    /maintenance\.start must be a time of day in UTC/,
  ],
  [
    "a public API server for nobody",
    but({ privateApi: false }),
    /authorizedCidrs is empty while cluster\.privateApi is false/,
  ],
  [
    "ranges for an address that there isn't",
    but({ authorizedCidrs: ["192.0.2.0/24"] }),
    /authorizedCidrs must be empty while privateApi and dnsEndpoint are true/,
  ],
  ["a misspelt key", but({ zone: "europe-west4-a" }), /cluster\.zone is not a key.*zones/],
];

describe("a wrong GKE cluster is refused before anything is made:", () => {
  it.each(WRONG)("%s", (_, cluster, message) => {
    expect(refusal(valuesOf(cluster))).toMatch(message);
  });
});

describe("a right GKE cluster", () => {
  it("needs no more than where", () => {
    expect(read(CLUSTER)).toMatchObject({
      cluster: { name: "punctual", privateApi: true, dnsEndpoint: true, nodes: { min: 1, max: 2 } },
    });
  });

  it("may have one long window a week", () => {
    expect(() => read(but({ maintenance: { days: ["Sunday"], hours: 12 } }))).not.toThrow();
  });
});
