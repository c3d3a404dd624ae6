import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * IPv4 that isn't an ordinary host of the internet: IANA's special-purpose registry (RFC 6890), multicast, and what RFC
 * 1112 reserves.
 */
const SPECIAL_IPV4 = networks([
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private
  "100.64.0.0/10", // carriers' NAT; Alibaba's metadata too
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local, and with it the metadata of most clouds
  "172.16.0.0/12", // private
  "192.0.0.0/24", // the IETF's protocols; Oracle's metadata too
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // relays of 6to4
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarking
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
  "168.63.129.16/32", // looks public, but each machine of Azure finds its host's agent there
]);

/** All that IANA has given to hosts so far: what lies outside is local, multicast, a way to write IPv4, or unassigned. */
const GLOBAL_IPV6 = networks(["2000::/3"]);

/** What within it isn't an ordinary host (IANA's special-purpose registry). */
const SPECIAL_IPV6 = networks([
  "2001::/23", // the IETF's protocols: Teredo, benchmarking, ORCHID
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4, which leads to any IPv4
  "3fff::/20", // documentation
]);

/** Whether an IP address is that of an ordinary host of the internet; false for what isn't an IP address. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !SPECIAL_IPV4.check(address, "ipv4");
  return contains(GLOBAL_IPV6, address) && !contains(SPECIAL_IPV6, address);
}

/** Whether an IP address is in one of the networks. IPv4 written as IPv6 (::ffff:10.0.0.1) counts as IPv4. */
export function contains(list: BlockList, address: string): boolean {
  return isIP(address) !== 0 && list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
}

/**
 * Reads networks.
 *
 * @param cidrs each such as "10.1.0.0/16" or "fd00::/8" (RFC 4632, RFC 4291)
 * @throws Error that names the one that is wrong
 */
export function networks(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [, address = "", bits = ""] = /^([\d.]+|[\da-f:.]+)\/(\d{1,3})$/i.exec(cidr) ?? [];
    const family = isIPv4(address) ? "ipv4" : "ipv6";
    if (isIP(address) === 0 || Number(bits) > (family === "ipv4" ? 32 : 128)) {
      throw new Error(`"${cidr}" is not a network: write an address and its bits, such as 10.1.0.0/16`);
    }
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}
