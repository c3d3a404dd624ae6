import { problem } from "@punctual/contracts/problem";
import { z } from "zod";
import type { Document, JsonSchema } from "./document.ts";

/** Schemas that the document names, by name, with examples of them. */
export type NamedSchemas = Readonly<
  Record<string, { readonly schema: z.ZodType; readonly examples?: unknown[] }>
>;

type Registry = typeof z.globalRegistry;

const SHARED: NamedSchemas = { Problem: { schema: problem } };

/**
 * Names schemas for one document. Not in zod's global registry: there, a name would change the JSON Schema of MCP tools
 * too, where references are less widely understood.
 */
export function registryOf(named: NamedSchemas): Registry {
  const registry = z.registry() as Registry;
  // What schemas say of themselves (`.describe`, `.meta`) stays known.
  registry._map = new MetaOf();
  for (const [id, { schema, examples }] of Object.entries({ ...SHARED, ...named })) {
    registry.add(schema, { ...z.globalRegistry.get(schema), id, ...(examples && { examples }) });
  }
  return registry;
}

class MetaOf extends WeakMap<z.core.$ZodType, z.core.GlobalMeta> {
  override get(schema: z.core.$ZodType): z.core.GlobalMeta | undefined {
    return super.get(schema) ?? z.globalRegistry.get(schema);
  }
  override has(schema: z.core.$ZodType): boolean {
    return super.has(schema) || z.globalRegistry.has(schema);
  }
}

const PREFIX = "#/components/schemas/";
/** What fastify-type-provider-zod puts behind the name of a schema as it comes in. */
const INPUT = "Input";

/**
 * Leaves out named schemas that nothing refers to, and takes `Input` off the name of those that only come in or look the
 * same both ways.
 */
export function tidySchemas(document: Document): Document {
  const all = (document.components?.schemas ?? {}) as Record<string, JsonSchema>;
  const used = reachable({ ...document, components: { ...document.components, schemas: {} } }, all);
  const newName = (name: string) => {
    const plain = name.endsWith(INPUT) ? name.slice(0, -INPUT.length) : name;
    const alone = !used.has(plain) || JSON.stringify(all[plain]) === JSON.stringify(all[name]);
    return plain in all && alone ? plain : name;
  };
  const kept = Object.fromEntries([...used].sort().map((name) => [newName(name), all[name]]));
  const tidy = { ...document, components: { ...document.components, schemas: kept } };
  return JSON.parse(JSON.stringify(tidy), (key, value) =>
    key === "$ref" && typeof value === "string" && value.startsWith(PREFIX)
      ? PREFIX + newName(value.slice(PREFIX.length))
      : value,
  ) as Document;
}

/** Names of all schemas that a part of the document leads to. */
function reachable(part: object, all: Readonly<Record<string, JsonSchema>>): Set<string> {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      if (key !== "$ref" || typeof child !== "string" || !child.startsWith(PREFIX)) {
        look(child);
        continue;
      }
      const name = child.slice(PREFIX.length);
      if (found.has(name)) continue;
      found.add(name);
      look(all[name]);
    }
  };
  look(part);
  return found;
}
