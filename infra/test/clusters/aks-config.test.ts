import { describe, expect, it } from "vitest";
import { readConfig } from "../../config.ts";
import { refusal } from "../support/refusal.ts";
import { GKE } from "../support/values.ts";

const GUID = "11111111-1111-1111-1111-111111111111";
const CLUSTER = { location: "westeurope", tenantId: GUID, subscriptionId: GUID, adminGroupObjectIds: [GUID] };

const valuesOf = (cluster: object) => ({
  ...GKE,
  "punctual:target": "aks",
  "punctual:cluster": JSON.stringify(cluster),
});
const read = (cluster: object) => readConfig({ values: valuesOf(cluster), isSecret: () => true });
const refused = (cluster: object) => refusal(valuesOf(cluster));
/** A right cluster, but for this. */
const but = (wrong: object) => ({ ...CLUSTER, ...wrong });
const without = (key: keyof typeof CLUSTER) => {
  const { [key]: _, ...rest } = CLUSTER;
  return rest;
};

const WRONG: readonly [string, object, RegExp][] = [
  ["no location", without("location"), /cluster\.location is not set.*such as westeurope/],
  ["no tenant", without("tenantId"), /cluster\.tenantId is not set.*Entra tenant/],
  ["no subscription", without("subscriptionId"), /cluster\.subscriptionId is not set.*subscription/],
  ["no administrators", without("adminGroupObjectIds"), /cluster\.adminGroupObjectIds is not set.*groups/],
  [
    "an empty list of administrators",
    but({ adminGroupObjectIds: [] }),
    /adminGroupObjectIds must name a group/,
  ],
  [
    "a group by its name",
    but({ adminGroupObjectIds: ["admins"] }),
    /adminGroupObjectIds\.0 must be the object id/,
  ],
  [
    "a location by its display name",
    but({ location: "West Europe" }),
    /cluster\.location must be a region such as/,
  ],
  [
    "a tenant by its domain",
    but({ tenantId: "example.com" }),
    /tenantId must be a GUID: az account show --query tenantId/,
  ],
  [
    "a subscription by its name",
    but({ subscriptionId: "prod" }),
    /subscriptionId must be a GUID: az account show --query id/,
  ],
  [
    "a name that is too long",
    but({ name: "punctual-production" }),
    /cluster\.name must be 2 to 16 lower-case/,
  ],
  [
    "a name with two dashes",
    but({ name: "a--b" }),
    /cluster\.name must be 2 to 16 lower-case.*single dashes/,
  ],
  [
    "a patch version",
    but({ kubernetesVersion: "1.34.1" }),
    /kubernetesVersion must be a minor version such as 1\.34/,
  ],
  ["a zone that there isn't", but({ zones: ["4"] }), /cluster\.zones\.0 must be one of 1, 2, 3/],
  ["a tier that there isn't", but({ tier: "Paid" }), /cluster\.tier must be one of Free, Standard/],
  [
    "a way of signing in that asks a person",
    but({ kubeloginMode: "devicecode" }),
    /kubeloginMode must be one of azurecli/,
  ],
  [
    "swapped bounds of nodes",
    but({ nodes: { min: 5, max: 2 } }),
    /cluster\.nodes\.max must not be less than min/,
  ],
  [
    "swapped bounds of the system's",
    but({ systemNodes: { min: 4 } }),
    /cluster\.systemNodes\.max must not be less/,
  ],
  [
    "a registry's size that there isn't",
    but({ registrySku: "Huge" }),
    /registrySku must be one of Basic, Standard, Premium/,
  ],
  [
    "a vault open to a name",
    but({ vaultCidrs: ["example.com"] }),
    /vaultCidrs\.0 must be an address range of IPv4/,
  ],
  [
    "nodes outside of the network",
    but({ network: { nodes: "10.9.0.0/20" } }),
    /network\.nodes must lie within vnet/,
  ],
  [
    "pods in the network",
    but({ network: { pods: "10.60.128.0/17" } }),
    /network\.pods must not overlap vnet \(10\.60\.0\.0\/16\)/,
  ],
  [
    "services among the pods",
    but({ network: { services: "10.244.0.0/20" } }),
    /network\.services must not overlap pods/,
  ],
  [
    "a window that is too short",
    but({ maintenance: { hours: 2 } }),
    /maintenance\.hours must be at least 4 hours, as AKS asks/,
  ],
  [
    "a window that is too long",
    but({ maintenance: { hours: 25 } }),
    /maintenance\.hours must be at most 24 hours/,
  ],
  [
    "a time with a zone",
    but({ maintenance: { start: "1am" } }),
    /maintenance\.start must be a time of day in UTC such as 01:00/,
  ],
  ["a day in short", but({ maintenance: { day: "Sun" } }), /maintenance\.day must be one of Monday/],
  [
    "a public API server for nobody",
    but({ privateApi: false }),
    /authorizedCidrs is empty while cluster\.privateApi is false/,
  ],
  ["a tunnel without its port", but({ tunnel: "127.0.0.1" }), /cluster\.tunnel must be host:port/],
  [
    "ranges for an address that there isn't",
    but({ authorizedCidrs: ["192.0.2.0/24"] }),
    /authorizedCidrs must be empty while privateApi is true/,
  ],
  [
    "a range of IPv6",
    but({ privateApi: false, authorizedCidrs: ["2001:db8::/64"] }),
    /authorizedCidrs\.0 must be an address range of IPv4/,
  ],
  ["a misspelt key", but({ adminGroups: [GUID] }), /cluster\.adminGroups is not a key.*adminGroupObjectIds/],
];
describe("a wrong AKS cluster is refused before anything is made:", () => {
  it.each(WRONG)("%s", (_, cluster, message) => {
    expect(refused(cluster)).toMatch(message);
  });
});

describe("a right AKS cluster", () => {
  it("needs no more than where, whose and for whom", () => {
    expect(read(CLUSTER)).toMatchObject({
      cluster: { name: "punctual", privateApi: true, deletionProtection: true },
    });
  });

  it("may be in a tenant whose id is a GUID of an old form", () => {
    expect(() => read(but({ tenantId: "72f988bf-86f1-01af-01ab-2d7cd011db47" }))).not.toThrow();
  });
});
