import { describe, expect, it } from "vitest";
import { collision, hostOf, overlap, within } from "../../config/ranges.ts";

describe("overlap", () => {
  it.each([
    ["10.0.0.0/8", "10.255.255.255/32", true],
    ["10.60.0.0/16", "10.61.0.0/16", false],
    ["10.60.0.0/15", "10.61.0.0/16", true],
    ["192.168.0.0/24", "192.168.0.0/24", true],
    ["0.0.0.0/0", "255.255.255.255/32", true],
    // The address need not be the range's first.
    ["10.60.7.9/16", "10.60.200.0/24", true],
  ])("%s and %s: %s", (one, other, expected) => {
    expect(overlap(one, other)).toBe(expected);
    expect(overlap(other, one)).toBe(expected);
  });
});

describe("within", () => {
  it.each([
    ["10.60.0.0/20", "10.60.0.0/16", true],
    ["10.60.0.0/16", "10.60.0.0/16", true],
    ["10.60.0.0/16", "10.60.0.0/20", false],
    ["10.61.0.0/20", "10.60.0.0/16", false],
  ])("%s in %s: %s", (inner, outer, expected) => {
    expect(within(inner, outer)).toBe(expected);
  });
});

describe("hostOf", () => {
  it("counts from the range's first address, over octets", () => {
    expect(hostOf("10.61.0.0/20", 10)).toBe("10.61.0.10");
    expect(hostOf("10.61.0.200/20", 300)).toBe("10.61.1.44");
    expect(hostOf("200.0.0.0/8", 1)).toBe("200.0.0.1");
  });
});

describe("collision", () => {
  it("names the first two that share an address", () => {
    const ranges = { a: "10.0.0.0/16", b: "10.1.0.0/16", c: "10.1.128.0/17", d: "10.0.0.0/8" };
    expect(collision(ranges)).toEqual(["a", "d"]);
    expect(collision({ b: ranges.b, c: ranges.c })).toEqual(["b", "c"]);
  });

  it("is nothing where none do", () => {
    expect(collision({ a: "10.0.0.0/16", b: "10.1.0.0/16" })).toBeUndefined();
  });
});
