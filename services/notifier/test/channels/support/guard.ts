import {
  createNetworkGuard,
  type NetworkGuard,
  type NetworkGuardOptions,
} from "@punctual/notifier/channels/network-guard";
import { onTestFinished } from "vitest";

/** A guard that ends with the test; lets loopback pass unless told otherwise. */
export function guardOf(different: Partial<NetworkGuardOptions> = {}): NetworkGuard {
  const guard = createNetworkGuard({ allowedNetworks: ["127.0.0.0/8"], ...different });
  onTestFinished(() => guard.close());
  return guard;
}
