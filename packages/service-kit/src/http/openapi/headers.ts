import type { OpenAPIV3_1 } from "openapi-types";
import type { JsonSchema, Operation, Placed } from "./document.ts";

interface Header {
  readonly description: string;
  readonly schema: JsonSchema;
}

/** Headers of answers, and what they are for. */
const HEADERS = {
  ETag: {
    description: "The version that this is: for `If-Match` and `If-None-Match`.",
    schema: { type: "string", examples: ['"12.3"'] },
  },
  Location: {
    description: "The address of what was made.",
    schema: { type: "string", format: "uri-reference", examples: ["/api/tasks/12"] },
  },
  "Undo-Token": {
    description:
      "Takes the write back, for 24 hours: `POST /api/undo/{token}`. Absent where nothing was changed.",
    schema: { type: "string", format: "uuid" },
  },
  "Idempotency-Replayed": {
    description: "Present where this answer is the one that the same request got before.",
    schema: { type: "string", const: "true" },
  },
  "Preference-Applied": {
    description: "Present where the body was left out as asked.",
    schema: { type: "string", const: "return=minimal" },
  },
  "Retry-After": {
    description: "Seconds to wait before asking again.",
    schema: { type: "integer", minimum: 0 },
  },
  "WWW-Authenticate": {
    description: "How to authenticate (RFC 6750).",
    schema: { type: "string", examples: ['Bearer realm="punctual"'] },
  },
} as const satisfies Record<string, Header>;

/** What a header of an answer is. @throws for one that isn't among them */
export function headerOf(name: string): OpenAPIV3_1.HeaderObject {
  const header = (HEADERS as Readonly<Record<string, Header>>)[name];
  if (!header) throw new Error(`the header ${name} isn't among HEADERS in openapi/headers.ts`);
  return header as OpenAPIV3_1.HeaderObject;
}

/** Names of the headers that the successful answer of an operation can have. */
export function answerHeaders({ method, operation }: Placed, status: number): string[] {
  if (method === "get") return status === 200 || status === 304 ? ["ETag"] : [];
  // What takes an Idempotency-Key is a write as all writes are.
  if (!takes(operation, "idempotency-key")) return [];
  return [
    ...(status < 300 ? ["Undo-Token", "Idempotency-Replayed"] : []),
    ...(takes(operation, "if-match") && status === 200 ? ["ETag"] : []),
    ...(status === 201 ? ["ETag", "Location"] : []),
    ...(status === 201 || status === 204 ? ["Preference-Applied"] : []),
  ];
}

/** Lets a read be asked for on condition. */
export const IF_NONE_MATCH: OpenAPIV3_1.ParameterObject = {
  name: "if-none-match",
  in: "header",
  required: false,
  description: "The ETag that you have: if it is still the same, the answer is 304 without a body.",
  schema: { type: "string" },
  example: '"12.3"',
};

function takes(operation: Operation, header: string): boolean {
  return (operation.parameters ?? []).some(
    (each) => "in" in each && each.in === "header" && each.name.toLowerCase() === header,
  );
}
