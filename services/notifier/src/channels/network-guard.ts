import { lookup as dnsLookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { contains, isPublic, networks } from "./networks.ts";

/** A connection that nobody used for so long is closed: before most servers close it, which costs a try. */
const IDLE_MS = 4_000;
/** How long a check waits for a name; names that take longer are judged when something is sent there. */
const RESOLVE_MS = 5_000;

/** Why an address is refused, and what to do. */
export const PRIVATE_NETWORK =
  "the address is in a private network; ask the operator to allow it (WEBHOOK_ALLOWED_NETWORKS)";

/** What a connection to an address that isn't allowed ends with, before a packet was sent. */
export class RefusedAddress extends Error {
  override readonly name = "RefusedAddress";
  constructor() {
    super(PRIVATE_NETWORK);
  }
}

/** All IP addresses of a name; rejects with the errors of node:dns. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;

/** What {@link createNetworkGuard} takes. */
export interface NetworkGuardOptions {
  /** Networks that may be reached although they aren't public, as CIDRs such as "10.1.0.0/16". */
  readonly allowedNetworks: readonly string[];
  /** Instead of the system's resolver. */
  readonly resolve?: Resolve;
}

/** Lets addresses that people give lead only to the internet and to networks that the operator allows. */
export interface NetworkGuard {
  /** Carries requests to an http:// or https:// address; they fail with {@link RefusedAddress} where it isn't allowed. */
  agent(url: URL): http.Agent;
  /**
   * Judges an address when it is given, so that its giver learns it at once. Sending judges again: names move.
   *
   * @returns why nothing can be sent there; undefined if it can, or if the name can't be resolved just now
   */
  check(address: string): Promise<string | undefined>;
  /** Closes its connections. */
  close(): void;
}

/**
 * Makes a guard. What is judged is the very IP address that is connected to, so no name can show one address to be judged
 * and another to be reached; a name is refused when any of its addresses is.
 *
 * @throws Error for a network that isn't a CIDR
 */
export function createNetworkGuard({
  allowedNetworks,
  resolve = (host) => dnsLookup(host, { all: true }),
}: NetworkGuardOptions): NetworkGuard {
  const allowed = networks(allowedNetworks);
  const permits = (address: string) => isPublic(address) || contains(allowed, address);

  const lookup: LookupFunction = (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses;
        if (!first || !addresses.every(({ address }) => permits(address))) {
          callback(new RefusedAddress(), "");
        } else if (options.all) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ""),
    );
  };

  /** Addresses that are written as such never reach `lookup`. */
  function guarded<Agent extends http.Agent>(agent: Agent): Agent {
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (options, callback) => {
      const host = options.host ?? "";
      if (isIP(host) === 0 || permits(host)) return connect(options, callback);
      // Connections fail later, not within the call; the agent reads no socket where there is an error.
      process.nextTick(() => callback?.(new RefusedAddress(), undefined as never));
      return undefined;
    };
    return agent;
  }

  const options = { keepAlive: true, timeout: IDLE_MS, lookup };
  const agents = {
    "http:": guarded(new http.Agent(options)),
    "https:": guarded(new https.Agent(options)),
  };

  return {
    agent: (url) => (url.protocol === "https:" ? agents["https:"] : agents["http:"]),
    async check(address) {
      const url = URL.parse(address);
      if (!url || !(url.protocol in agents)) return "the address must begin with http:// or https://";
      const host = url.hostname.replace(/^\[|\]$/g, "");
      if (isIP(host) !== 0) return permits(host) ? undefined : PRIVATE_NETWORK;
      try {
        const found = await Promise.race([resolve(host), after(RESOLVE_MS, [], { ref: false })]);
        return found.every((one) => permits(one.address)) ? undefined : PRIVATE_NETWORK;
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return code === "ENOTFOUND" || code === "ENODATA" ? "there is no host of that name" : undefined;
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}
