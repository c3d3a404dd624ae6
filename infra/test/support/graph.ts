import type { Recorded } from "../../plan/record.ts";

/** How resources are named in `dependsOn`. */
export const keyOf = ({ type, name }: Pick<Recorded, "type" | "name">) => `${type} ${name}`;

/** Everything that a resource waits for, directly or through others. */
export function waitsFor(resource: Recorded, all: readonly Recorded[]): ReadonlySet<string> {
  const byKey = new Map(all.map((each) => [keyOf(each), each]));
  const seen = new Set<string>();
  const visit = (each: Recorded) => {
    for (const key of each.dependsOn) {
      if (seen.has(key)) continue;
      seen.add(key);
      const next = byKey.get(key);
      if (next) visit(next);
    }
  };
  visit(resource);
  return seen;
}
