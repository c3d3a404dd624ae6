import type { JsonSchema } from "./document.ts";

/** Examples of strings by their format, where a schema gives none. */
const STRINGS: Readonly<Record<string, string>> = {
  uuid: "0f8fad5b-d9cb-469f-a165-70867728950e",
  "date-time": "2026-11-23T09:00:00.000Z",
  date: "2026-11-23",
  uri: "https://example.com/",
  email: "ada@example.com",
};

/**
 * An example of a schema: its own, or else put together from those of its parts.
 *
 * @param named the schemas that references lead to
 */
export function exampleOf(schema: JsonSchema, named: Readonly<Record<string, JsonSchema>>): unknown {
  if (schema.examples?.length) return schema.examples[0];
  if (schema.$ref) {
    const target = named[schema.$ref.split("/").at(-1) ?? ""];
    if (!target) throw new Error(`nothing is named ${schema.$ref}`);
    return exampleOf(target, named);
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choice = (schema.anyOf ?? schema.oneOf)?.[0];
  if (choice) return exampleOf(choice, named);
  const type = [schema.type].flat()[0];
  return ofType(type, schema, named);
}

function ofType(
  type: string | undefined,
  schema: JsonSchema,
  named: Readonly<Record<string, JsonSchema>>,
): unknown {
  switch (type) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, part]) => [name, exampleOf(part, named)]),
      );
    case "array":
      return schema.items ? [exampleOf(schema.items, named)] : [];
    case "string":
      return STRINGS[schema.format ?? ""] ?? "text";
    case "integer":
    case "number":
      return schema.exclusiveMinimum !== undefined ? schema.exclusiveMinimum + 1 : (schema.minimum ?? 1);
    case "boolean":
      return false;
    case "null":
      return null;
    default:
      return {};
  }
}
