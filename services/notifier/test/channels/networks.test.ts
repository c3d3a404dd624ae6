import { contains, isPublic, networks } from "@punctual/notifier/channels/networks";
import { describe, expect, test } from "vitest";

describe("an address is public", () => {
  test.each(["1.1.1.1", "172.15.255.255", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2606:4700::1111"])(
    "%s",
    (address) => expect(isPublic(address)).toBe(true),
  );
});

describe("an address isn't public", () => {
  test.each([
    ["unspecified", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.255.0.1"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["carriers' NAT", "100.64.0.1"],
    ["Alibaba's metadata", "100.100.100.200"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["link-local", "169.254.1.1"],
    ["cloud metadata", "169.254.169.254"],
    ["Oracle's metadata", "192.0.0.192"],
    ["Azure's agent", "168.63.129.16"],
    ["documentation", "192.0.2.1"],
    ["documentation", "198.51.100.1"],
    ["documentation", "203.0.113.1"],
    ["benchmarking", "198.19.0.1"],
    ["relay of 6to4", "192.88.99.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
    ["IPv4-mapped public", "::ffff:1.1.1.1"],
    ["IPv4-compatible", "::7f00:1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["local NAT64", "64:ff9b:1::1"],
    ["discard", "100::1"],
    ["Teredo", "2001::1"],
    ["benchmarking", "2001:2::1"],
    ["ORCHID", "2001:20::1"],
    ["documentation", "2001:db8::1"],
    ["documentation", "3fff::1"],
    ["6to4", "2002:7f00:1::1"],
    ["segment routing", "5f00::1"],
    ["unique-local", "fc00::1"],
    ["AWS's metadata", "fd00:ec2::254"],
    ["link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["site-local", "fec0::1"],
    ["multicast", "ff02::1"],
    ["a name", "example.com"],
    ["nothing", ""],
  ])("%s: %s", (_, address) => expect(isPublic(address)).toBe(false));
});

test("networks hold their addresses and no others", () => {
  const list = networks(["10.1.0.0/16", "fd00:1::/32", "192.0.2.7/32"]);
  expect(
    ["10.1.255.1", "fd00:1::9", "192.0.2.7", "::ffff:10.1.0.1"].filter((one) => contains(list, one)),
  ).toHaveLength(4);
  expect(["10.2.0.1", "fd00:2::9", "192.0.2.8"].filter((one) => contains(list, one))).toEqual([]);
});

test.each([
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0/8",
  "fd00::/129",
  "fe80::1%eth0/64",
  "localhost/8",
  "10.0.0.0/-1",
  "",
])("%j is refused as a network, by its name", (cidr) =>
  expect(() => networks([cidr])).toThrow(`"${cidr}" is not a network`),
);
