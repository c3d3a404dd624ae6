/** What stands at a path, undefined where there is nothing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
    value,
  );
}

/** The members of a list; none where it is anything else. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The fields of an object; none where it is anything else. */
export function fields(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** A text; empty where it is anything else. */
export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The API group and kind of a Kubernetes resource by its type token; undefined for all else. */
export function kindOf(type: string): { readonly group: string; readonly kind: string } | undefined {
  const [provider, api = "", kind = ""] = type.split(":");
  if (provider !== "kubernetes") return undefined;
  return { group: api.slice(0, api.lastIndexOf("/")), kind };
}
