import { expect, it } from "vitest";
import { MAX_BASE_PORT, portsFrom } from "../../src/parts/ports.ts";

function all(base: number): number[] {
  const { sidecars, ...single } = portsFrom(base);
  return [...Object.values(single), ...sidecars.flatMap((sidecar) => Object.values(sidecar))];
}

it("gives no port twice", () => {
  expect(new Set(all(8080)).size).toBe(all(8080).length);
});

it("moves all ports by one setting", () => {
  expect(all(9000)).toEqual(all(8080).map((port) => port + 920));
});

it("keeps within what a port can be", () => {
  expect(Math.max(...all(MAX_BASE_PORT))).toBeLessThanOrEqual(65535);
});
