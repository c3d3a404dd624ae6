/** An IPv4 range as numbers, both ends included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

function rangeOf(cidr: string): Range {
  const [address = "", bits = "32"] = cidr.split("/");
  const size = 2 ** (32 - Number(bits));
  const number = address.split(".").reduce((total, octet) => total * 256 + Number(octet), 0);
  const first = Math.floor(number / size) * size;
  return { first, last: first + size - 1 };
}

/** Whether two IPv4 ranges (CIDR, RFC 4632) share an address. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a.first <= b.last && b.first <= a.last;
}

/** Whether an IPv4 range lies within another. */
export function within(inner: string, outer: string): boolean {
  const [a, b] = [rangeOf(inner), rangeOf(outer)];
  return a.first >= b.first && a.last <= b.last;
}

/** An address of an IPv4 range, counted from its first. */
export function hostOf(cidr: string, index: number): string {
  const number = rangeOf(cidr).first + index;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** The first two of some ranges that share an address, by name. */
export function collision<Name extends string>(
  ranges: Readonly<Record<Name, string>>,
): readonly [Name, Name] | undefined {
  const names = Object.keys(ranges) as Name[];
  for (const [at, one] of names.entries()) {
    const other = names.slice(at + 1).find((name) => overlap(ranges[one], ranges[name]));
    if (other) return [one, other];
  }
  return undefined;
}
