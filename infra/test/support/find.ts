import { expect } from "vitest";
import { PLACEHOLDERS } from "../../plan/placeholders.ts";
import type { Recorded } from "../../plan/record.ts";

/** The master key of a planned stack. */
export const MASTER_KEY = PLACEHOLDERS["punctual:masterKey"] ?? "";

/** The one resource of a type and name; the test fails where there is none. */
export function only(resources: readonly Recorded[], type: string, name: string): Recorded {
  const found = resources.filter((each) => each.type === type && each.name === name);
  expect(found, `${type} ${name}`).toHaveLength(1);
  return found[0] as Recorded;
}

/** A Secret's values. */
export function stringsOf({ inputs }: Recorded): Record<string, string> {
  return inputs.stringData as Record<string, string>;
}

interface Rule {
  readonly from: readonly {
    readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  }[];
  readonly ports?: readonly { readonly port: number }[];
}

/** `namespace:port` of each port that a NetworkPolicy's ingress opens to another namespace. */
export function namesOf(ingress: unknown): string[] {
  return (ingress as Rule[]).flatMap(({ from, ports = [] }) =>
    from.flatMap(({ namespaceSelector }) =>
      Object.values(namespaceSelector?.matchLabels ?? {}).flatMap((name) =>
        ports.map(({ port }) => `${name}:${port}`),
      ),
    ),
  );
}
