import { z } from "zod";
import { stackSchema } from "./schema.ts";

/** As much of JSON Schema (2020-12) as zod writes for our schemas. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly propertyNames?: { readonly enum?: readonly unknown[] };
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

/** The configuration's shape. */
export function configurationShape(): JsonSchema {
  return z.toJSONSchema(stackSchema, { io: "input", unrepresentable: "any" }) as JsonSchema;
}

/** A schema and all alternatives within it. */
export function branches(schema: JsonSchema): JsonSchema[] {
  const inner = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...inner.flatMap(branches)];
}

function at(path: readonly string[]): JsonSchema[] {
  return path.reduce<JsonSchema[]>(
    (schemas, key) =>
      schemas.flatMap((schema) => {
        const next = schema.properties?.[key] ?? (/^\d+$/.test(key) ? schema.items : undefined);
        return next ? branches(next) : [];
      }),
    branches(configurationShape()),
  );
}

/** What a key means, in the words of its schema; undefined where it has none. */
export function meaningOf(path: readonly string[]): string | undefined {
  return at(path).find(({ description }) => description !== undefined)?.description;
}

/** What a key may be: its enumerated values, across all alternatives. */
export function valuesOf(path: readonly string[]): string[] {
  const values = at(path).flatMap(
    (schema) => schema.enum ?? (schema.const === undefined ? [] : [schema.const]),
  );
  return [...new Set(values.map(String))];
}

/** Keys that there are below a path. */
export function keysBelow(path: readonly string[]): string[] {
  return [
    ...new Set(
      at(path).flatMap(({ properties, propertyNames }) => [
        ...Object.keys(properties ?? {}),
        ...(propertyNames?.enum ?? []).map(String),
      ]),
    ),
  ];
}
