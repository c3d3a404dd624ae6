import type { Asked } from "../../../policy/asked.ts";
import type { Declared } from "../../../policy/rule.ts";

/** Something wrong, put on purpose into what is right. */
export interface Fault {
  /** Name of the rule that must refuse it. */
  readonly rule: string;
  readonly right: readonly Declared[];
  readonly wrong: readonly Declared[];
  /** Part of what the rule says is wrong. */
  readonly says: string;
  /** What the configuration asks for; nothing by default. */
  readonly asked?: Partial<Asked>;
}

/** A resource as our own program declares them. */
export function resource(type: string, inputs: Declared["inputs"]): Declared {
  return { type, name: "it", inputs, provider: "cluster", published: false };
}

/**
 * A resource with another value at a path such as `spec.containers.0.image`; undefined takes the field away. A path that
 * leads through nothing is a mistake in a test.
 */
export function changed(from: Declared, path: string, value: unknown): Declared {
  const inputs = structuredClone(from.inputs) as Record<string, unknown>;
  const keys = path.split(".").map((key) => key.replaceAll("|", "."));
  const last = keys.pop() ?? "";
  const parent = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)[key], inputs);
  const holder = parent as Record<string, unknown>;
  if (value === undefined && !(last in holder)) throw new Error(`there is no ${path} to take away`);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return { ...from, inputs };
}

/** Faults of one resource: each a path, the wrong value, and what the rule says of it. */
export function faults(
  rule: string,
  right: Declared,
  wrong: readonly (readonly [path: string, value: unknown, says: string])[],
  asked?: Partial<Asked>,
): Fault[] {
  return wrong.map(([path, value, says]) => ({
    rule,
    right: [right],
    wrong: [changed(right, path, value)],
    says,
    ...(asked && { asked }),
  }));
}
