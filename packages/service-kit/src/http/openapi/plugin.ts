import fastifySwagger from "@fastify/swagger";
import type { FastifyInstance, RouteOptions } from "fastify";
import fastifyPlugin from "fastify-plugin";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import type { OpenAPIV3_1 } from "openapi-types";
import { JSON_BODIES } from "../json-body.ts";
import { type NamedSchemas, registryOf, tidySchemas } from "./components.ts";
import { type Document, type JsonSchema, operationsOf, type Placed } from "./document.ts";
import { exampleOf } from "./examples.ts";
import { answerHeaders, headerOf, IF_NONE_MATCH } from "./headers.ts";
import { problemReference, problemResponses, problemsOf } from "./problems.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Statuses of problems that this route answers with besides those that follow from its method and parameters. */
    problems?: readonly number[];
  }
}

/** What an app says of its API. */
export interface ApiDescription {
  readonly title: string;
  /** Markdown. */
  readonly description: string;
  /** What routes are about: the tags that they name. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly schemas?: NamedSchemas;
}

/** What successful answers are called where their schema says nothing. */
const ANSWERS: Readonly<Record<string, string>> = {
  200: "What was asked for.",
  201: "Made.",
  202: "Taken; it will be done.",
  204: "Done; there is nothing to show.",
};

/**
 * Serves `GET /openapi.json`: OpenAPI 3.1, made from the schemas of the routes when it is first asked for. Problems,
 * headers and examples come by themselves: from a route's method, parameters, body and credential.
 */
export const openApiPlugin = fastifyPlugin(
  async (app: FastifyInstance, api: ApiDescription) => {
    const schemaRegistry = registryOf(api.schemas ?? {});
    const fromZod = createJsonSchemaTransform({ schemaRegistry });
    const withComponents = createJsonSchemaTransformObject({ schemaRegistry });
    await app.register(fastifySwagger, {
      openapi: {
        openapi: "3.1.1",
        info: { title: api.title, description: api.description, version: "0.1.0" },
        servers: [{ url: "/" }],
        tags: Object.entries(api.tags ?? {}).map(([name, description]) => ({ name, description })),
        components: {
          securitySchemes: {
            token: {
              type: "http",
              scheme: "bearer",
              description: "A personal API token, or a JWT of the issuer.",
            },
          },
        },
      },
      transform: (given) => {
        const { schema, url } = fromZod(given);
        return { url, schema: { ...schema, ...ofRoute(given.route) } };
      },
      transformObject: (given) => completed(withComponents(given) as Document),
    });
    app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
  },
  { name: "openapi" },
);

/** What a route's options say that its schema doesn't. */
function ofRoute({ method, url, schema, config }: RouteOptions): object {
  return {
    operationId: schema?.operationId ?? operationId(String([method].flat()[0]), url),
    ...(method === "PATCH" && { consumes: [...JSON_BODIES] }),
    ...(config?.problems && { "x-problems": config.problems }),
  };
}

/** `POST /api/tasks/:id/complete` → `postTasksByIdComplete`. */
function operationId(method: string, url: string): string {
  const parts = url
    .replace(/^\/api\//, "/")
    .split(/[/.-]/)
    .filter(Boolean);
  const words = parts.map((part) => (part.startsWith(":") ? `By${capital(part.slice(1))}` : capital(part)));
  return method.toLowerCase() + words.join("");
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function completed(document: Document): Document {
  document.components = { ...document.components, responses: problemResponses() };
  for (const placed of operationsOf(document)) {
    const { method, operation } = placed;
    operation.parameters ??= [];
    if (method === "get") operation.parameters.push(IF_NONE_MATCH);
    const responses = operation.responses ?? {};
    operation.responses = responses;
    if (method === "get") responses["304"] = { description: "You have it already (`If-None-Match`)." };
    for (const status of problemsOf(placed)) responses[status] = problemReference(status);
    delete operation["x-problems"];
    for (const [status, response] of Object.entries(responses)) {
      if (response && !("$ref" in response)) describe(placed, Number(status), response);
    }
  }
  const tidy = tidySchemas(document);
  addExamples(tidy);
  return tidy;
}

function describe(placed: Placed, status: number, response: OpenAPIV3_1.ResponseObject): void {
  // OpenAPI 3.1 has no words for the events of a stream: a schema would be read as that of each event.
  const events = response.content?.["text/event-stream"];
  if (events) delete events.schema;
  if (response.description === "Default Response") {
    response.description = ANSWERS[status] ?? `Status ${status}.`;
  }
  const headers = answerHeaders(placed, status);
  if (headers.length > 0) {
    response.headers = {
      ...Object.fromEntries(headers.map((name) => [name, headerOf(name)])),
      ...response.headers,
    };
  }
}

/** Gives every body, asked and answered, an example. */
function addExamples(document: Document): void {
  const named = (document.components?.schemas ?? {}) as Record<string, JsonSchema>;
  for (const { operation } of operationsOf(document)) {
    const bodies = [operation.requestBody, ...Object.values(operation.responses ?? {})];
    for (const body of bodies) {
      if (!body || !("content" in body)) continue;
      for (const media of Object.values(body.content ?? {})) {
        if (media.schema && media.example === undefined && media.examples === undefined) {
          media.example = exampleOf(media.schema as JsonSchema, named);
        }
      }
    }
  }
}
