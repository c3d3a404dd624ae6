import type { OpenAPIV3_1 } from "openapi-types";

/** An OpenAPI 3.1 document. */
export type Document = OpenAPIV3_1.Document;
/** One operation of a document, with what {@link transform} has noted about its route. */
export type Operation = OpenAPIV3_1.OperationObject & { "x-problems"?: readonly number[] };
/** A JSON Schema as zod writes it: the keywords that matter here. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

/** An operation and where it stands in its document. */
export interface Placed {
  /** In lower case. */
  readonly method: string;
  /** With parameters in braces: `/api/tasks/{id}`. */
  readonly path: string;
  readonly operation: Operation;
}

const METHODS = ["get", "put", "post", "delete", "patch", "head", "options", "trace"] as const;

/** All operations of a document. */
export function operationsOf(document: Pick<Document, "paths">): Placed[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method] as Operation | undefined;
      return operation ? [{ method, path, operation }] : [];
    }),
  );
}
