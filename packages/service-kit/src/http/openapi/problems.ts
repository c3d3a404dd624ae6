import type { OpenAPIV3_1 } from "openapi-types";
import { declaredErrors } from "../../errors.ts";
import { PROBLEM_JSON, problemType } from "../problems.ts";
import type { Placed } from "./document.ts";
import { headerOf } from "./headers.ts";

/** Problems by status: the name of the response among the components, and when it comes. */
const PROBLEMS: Readonly<Record<number, { name: string; when: string; headers?: readonly string[] }>> = {
  400: {
    name: "BadRequest",
    when: "Something in the request is missing or wrong; `errors` names each field.",
  },
  401: {
    name: "Unauthorized",
    when: "The credential is missing, unknown, revoked or expired.",
    headers: ["WWW-Authenticate"],
  },
  403: { name: "Forbidden", when: "The credential may not do this.", headers: ["WWW-Authenticate"] },
  404: {
    name: "NotFound",
    when: "It isn't there, or it is somebody else's: there is no telling them apart.",
  },
  406: { name: "NotAcceptable", when: "`Accept` wants a type that there isn't." },
  409: { name: "Conflict", when: "It doesn't go with what is there by now." },
  410: { name: "Gone", when: "It was there and is no more." },
  412: { name: "PreconditionFailed", when: "`If-Match` names an older version than there is." },
  413: { name: "PayloadTooLarge", when: "The body is too large." },
  415: { name: "UnsupportedMediaType", when: "The body is of a type that isn't taken." },
  422: { name: "Unprocessable", when: "The `Idempotency-Key` came before with another request." },
  429: { name: "TooManyRequests", when: "Too much was asked; ask again later.", headers: ["Retry-After"] },
  431: { name: "HeadersTooLarge", when: "The request's headers are too large." },
};

/** Problems that every route can answer with. */
const ALWAYS = [400, 406, 429, 431];
const BEHIND_CREDENTIAL = [401, 403];
/** What is asked by name, or refers to something. */
const NAMING = [404];
const WRITING = [409];
const WITH_BODY = [413, 415];

/** Statuses of the problems that an operation can answer with: from its method, parameters, body and credential. */
export function problemsOf({ method, path, operation }: Placed): number[] {
  const writes = method !== "get" && method !== "head";
  const header = (name: string) =>
    (operation.parameters ?? []).some(
      (each) => "in" in each && each.in === "header" && each.name.toLowerCase() === name,
    );
  const statuses = [
    ...ALWAYS,
    ...(operation.security ? BEHIND_CREDENTIAL : []),
    ...(path.includes("{") || (writes && operation.requestBody) ? NAMING : []),
    ...(writes ? WRITING : []),
    // Fastify reads a body wherever one may come, also where no route looks at it.
    ...(writes ? WITH_BODY : []),
    ...(header("if-match") ? [412] : []),
    ...(header("idempotency-key") ? [422] : []),
    ...(operation["x-problems"] ?? []),
  ];
  return [...new Set(statuses)].sort((a, b) => a - b);
}

/** Reference to the response of a status among the components. @throws for a status that has none */
export function problemReference(status: number): OpenAPIV3_1.ReferenceObject {
  const problem = PROBLEMS[status];
  if (!problem)
    throw new Error(`a problem with status ${status} isn't among PROBLEMS in openapi/problems.ts`);
  return { $ref: `#/components/responses/${problem.name}` };
}

/** The responses that {@link problemReference} refers to, with an example of each error that has the status. */
export function problemResponses(): Record<string, OpenAPIV3_1.ResponseObject> {
  return Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, { name, when, headers = [] }]) => {
      const errors = declaredErrors().filter((error) => error.status === Number(status));
      const examples = errors.map(({ code, title }) => [
        code,
        {
          summary: title,
          value: { type: problemType(code), title, status: Number(status), detail: title, code },
        },
      ]);
      const response: OpenAPIV3_1.ResponseObject = {
        description: when,
        ...(headers.length > 0 && {
          headers: Object.fromEntries(headers.map((header) => [header, headerOf(header)])),
        }),
        content: {
          [PROBLEM_JSON]: {
            schema: { $ref: "#/components/schemas/Problem" },
            examples: Object.fromEntries(examples),
          },
        },
      };
      return [name, response];
    }),
  );
}
