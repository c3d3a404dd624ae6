import { Address } from "@pulumi/gcp/compute/index.js";
import type { Capabilities, Exposure } from "../cluster.ts";
import { once } from "../once.ts";
import { type Google, guarded } from "./google.ts";

/** What any of GKE's clusters takes (GKE docs, "LoadBalancer Service parameters"). */
export function annotations(exposure: Exposure): Record<string, string> {
  return exposure === "internal"
    ? { "networking.gke.io/load-balancer-type": "Internal" }
    : { "cloud.google.com/l4-rbs": "enabled" };
}

/**
 * Load balancers; public ones at an address that is made when it is first asked for and outlives them, as a DNS record
 * names it.
 */
export function loadBalancers(google: Google): Capabilities["loadBalancer"] {
  const { config, labels } = google;
  return once((exposure: Exposure) => {
    if (exposure === "internal") return annotations(exposure);
    const address = new Address(
      "ingress",
      { name: `${config.name}-ingress`, region: config.region, addressType: "EXTERNAL", labels },
      guarded(google),
    );
    return { ...annotations(exposure), "networking.gke.io/load-balancer-ip-addresses": address.name };
  });
}
