import * as core from "@pulumi/oci/core/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "./scope.ts";

/** The cluster's network, as in Oracle's "Example 4: Cluster with OCI CNI Plugin, Private Kubernetes API Endpoint". */
export interface Network {
  readonly vcn: core.Vcn;
  /** `all-…-services-in-oracle-services-network`, as a destination of rules. */
  readonly oracleServices: pulumi.Output<string>;
  readonly endpoint: core.Subnet;
  readonly nodes: core.Subnet;
  readonly pods: core.Subnet;
  /** Makes a subnet whose addresses can be reached from the internet; the way there is made with the first. */
  readonly publicSubnet: (name: string, cidr: string) => core.Subnet;
  readonly privateSubnet: (name: string, cidr: string, rest?: Partial<core.SubnetArgs>) => core.Subnet;
}

/** Address ranges of the subnets, within the /16 of the network. */
export function ranges(vcnCidr: string) {
  const [a, b] = vcnCidr.split(".");
  return {
    endpoint: `${a}.${b}.0.0/28`,
    nodes: `${a}.${b}.1.0/24`,
    internalLoadBalancers: `${a}.${b}.2.0/24`,
    publicLoadBalancers: `${a}.${b}.3.0/24`,
    bastion: `${a}.${b}.4.0/28`,
    pods: `${a}.${b}.32.0/19`,
  };
}

/** Declares the network: nothing in it can be reached from the internet until a public subnet is asked for. */
export function createNetwork({ config, tags, opts }: Scope): Network {
  const common = { compartmentId: config.compartmentId, freeformTags: tags };
  const vcn = new core.Vcn(
    "network",
    { ...common, displayName: config.name, dnsLabel: "punctual", cidrBlocks: [config.vcnCidr] },
    opts,
  );
  const inVcn = { ...common, vcnId: vcn.id };
  // The list that Oracle makes lets SSH in from everywhere, on top of any other rule.
  new core.DefaultSecurityList(
    "closed",
    {
      manageDefaultResourceId: vcn.defaultSecurityListId,
      displayName: "closed",
      freeformTags: tags,
      ingressSecurityRules: [],
      egressSecurityRules: [],
    },
    opts,
  );

  const services = core
    .getServicesOutput(
      { filters: [{ name: "name", values: ["All .* Services In Oracle Services Network"], regex: true }] },
      opts,
    )
    .services.apply(([first]) => {
      if (!first) throw new Error("The region offers no Oracle Services Network.");
      return first;
    });
  const nat = new core.NatGateway("out", { ...inVcn, displayName: `${config.name}-out` }, opts);
  const serviceGateway = new core.ServiceGateway(
    "services",
    { ...inVcn, displayName: `${config.name}-services`, services: [{ serviceId: services.id }] },
    opts,
  );
  const privateRoutes = new core.RouteTable(
    "private",
    {
      ...inVcn,
      displayName: `${config.name}-private`,
      routeRules: [
        { destination: "0.0.0.0/0", destinationType: "CIDR_BLOCK", networkEntityId: nat.id },
        {
          destination: services.cidrBlock,
          destinationType: "SERVICE_CIDR_BLOCK",
          networkEntityId: serviceGateway.id,
        },
      ],
    },
    opts,
  );

  const privateSubnet: Network["privateSubnet"] = (name, cidrBlock, rest = {}) =>
    new core.Subnet(
      name,
      {
        ...inVcn,
        displayName: `${config.name}-${name}`,
        cidrBlock,
        dnsLabel: dnsLabel(name),
        routeTableId: privateRoutes.id,
        prohibitPublicIpOnVnic: true,
        ...rest,
      },
      opts,
    );
  let publicRoutes: core.RouteTable | undefined;
  const publicSubnet: Network["publicSubnet"] = (name, cidrBlock) => {
    publicRoutes ??= createPublicRoutes(vcn, { config, tags, opts });
    return new core.Subnet(
      name,
      {
        ...inVcn,
        displayName: `${config.name}-${name}`,
        cidrBlock,
        dnsLabel: dnsLabel(name),
        routeTableId: publicRoutes.id,
        prohibitPublicIpOnVnic: false,
      },
      opts,
    );
  };
  const cidrs = ranges(config.vcnCidr);
  return {
    vcn,
    oracleServices: services.cidrBlock,
    endpoint: config.privateApi
      ? privateSubnet("endpoint", cidrs.endpoint)
      : publicSubnet("endpoint", cidrs.endpoint),
    nodes: privateSubnet("nodes", cidrs.nodes),
    pods: privateSubnet("pods", cidrs.pods),
    publicSubnet,
    privateSubnet,
  };
}

/** At most 15 letters and digits: OKE wants DNS in its subnets. */
const dnsLabel = (name: string) => name.replaceAll("-", "").slice(0, 15);

function createPublicRoutes(
  vcn: core.Vcn,
  { config, tags, opts }: Pick<Scope, "config" | "tags" | "opts">,
): core.RouteTable {
  const inVcn = { compartmentId: config.compartmentId, freeformTags: tags, vcnId: vcn.id };
  const gateway = new core.InternetGateway(
    "internet",
    { ...inVcn, displayName: `${config.name}-internet` },
    opts,
  );
  return new core.RouteTable(
    "public",
    {
      ...inVcn,
      displayName: `${config.name}-public`,
      routeRules: [{ destination: "0.0.0.0/0", destinationType: "CIDR_BLOCK", networkEntityId: gateway.id }],
    },
    opts,
  );
}
