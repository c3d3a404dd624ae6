import { at, fields, items, kindOf } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

/** What makes a cloud's load balancer an internal one (documentation of AKS, GKE and OKE). */
const INTERNAL: Readonly<Record<string, string>> = {
  "service.beta.kubernetes.io/azure-load-balancer-internal": "true",
  "networking.gke.io/load-balancer-type": "Internal",
  "service.beta.kubernetes.io/oci-load-balancer-internal": "true",
};

export const noPublicService: ResourceRule = {
  name: "no-public-service",
  description:
    "Nothing in the cluster has an address on the internet, unless the stack's configuration asks for it.",
  remedy:
    "Set punctual:ingress.public to true if people are to come in from the internet; else give the load balancer its cloud's annotation for an internal one, or make the Service a ClusterIP",
  check: ({ type, inputs, published }, { publicIngress, laptop }) => {
    const { group, kind } = kindOf(type) ?? {};
    // Envoy Gateway makes the Service of its proxies from this (gateway.envoyproxy.io/v1alpha1).
    const envoy = at(inputs, "spec", "provider", "kubernetes", "envoyService");
    const service =
      kind === "EnvoyProxy"
        ? { spec: envoy, annotations: at(envoy, "annotations") }
        : kind === "Service" && group === "core"
          ? { spec: at(inputs, "spec"), annotations: at(inputs, "metadata", "annotations") }
          : undefined;
    if (!service || published) return [];
    const ingress = kind === "EnvoyProxy";
    const balanced =
      (at(service.spec, "type") ?? (ingress ? "LoadBalancer" : "ClusterIP")) === "LoadBalancer";
    const internal = fields(service.annotations).some(([key, value]) => INTERNAL[key] === value);
    return [
      ...(balanced && !internal && !laptop && !(ingress && publicIngress)
        ? ["is a load balancer with an address on the internet"]
        : []),
      ...(at(service.spec, "type") === "NodePort" ? ["opens a port on every node"] : []),
      ...(items(at(service.spec, "externalIPs")).length > 0 ? ["takes addresses outside the cluster"] : []),
    ];
  },
};
