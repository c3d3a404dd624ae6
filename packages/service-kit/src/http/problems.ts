import type { FieldError, Problem } from "@punctual/contracts/problem";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import {
  hasZodFastifySchemaValidationErrors,
  type ZodFastifySchemaValidationError,
} from "fastify-type-provider-zod";
import { AppError, errors } from "../errors.ts";
import { databaseProblem } from "./database-problems.ts";

/** Media type of RFC 9457 problem details. */
export const PROBLEM_JSON = "application/problem+json";
/** After how many seconds it is worth asking again what can't be answered now. */
const RETRY_AFTER_S = 5;

/** Turns anything thrown into an error that may be shown: below 500 it says what was wrong, above it is generic. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return errors.validationFailed("Some fields are missing or wrong; see errors.", {
      errors: error.validation.flatMap(fieldErrors),
    });
  }
  const database = databaseProblem(error);
  if (database) return database;
  const { statusCode, message } = (error ?? {}) as Partial<FastifyError>;
  if (statusCode === 413) return errors.payloadTooLarge(message ?? "Send a smaller body.", { cause: error });
  if (statusCode === 415) {
    return errors.unsupportedMediaType("Send application/json.", { cause: error });
  }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return errors.badRequest(message ?? "The request can't be read.", { cause: error });
  }
  return errors.internal("Try again; if it stays, the logs have the reason under this trace.", {
    cause: error,
  });
}

/** The URI that names a kind of problem (`type` of RFC 9457). */
export function problemType(code: string): string {
  return `https://punctual.dev/problems/${code.replaceAll("_", "-")}`;
}

/** RFC 9457 problem details of an error. */
export function toProblem(error: AppError): Problem {
  return {
    type: problemType(error.code),
    title: error.title,
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.errors ? { errors: [...error.errors] } : {}),
  };
}

/** Answers with problem details, and logs what is our fault. */
export async function sendProblem(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const error = toAppError(thrown);
  if (error.status >= 500) request.log.error({ err: error.cause ?? thrown }, error.message);
  if (error.status === 503 && !reply.hasHeader("retry-after")) reply.header("retry-after", RETRY_AFTER_S);
  if (error.status === 401) reply.header("www-authenticate", 'Bearer realm="punctual"');
  return reply
    .code(error.status)
    .type(PROBLEM_JSON)
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(toProblem(error));
}

function fieldErrors(issue: ZodFastifySchemaValidationError): FieldError[] {
  const path = issue.instancePath.split("/").filter(Boolean);
  const keys = issue.keyword === "unrecognized_keys" ? issue.params.keys : undefined;
  if (Array.isArray(keys)) {
    return keys.map((key) => ({ field: fieldName([...path, String(key)]), message: "is not a known field" }));
  }
  return [{ field: fieldName(path), message: issue.message ?? "is not valid" }];
}

/** `["tags", "2"]` → `tags[2]`; the whole body is `(body)`. */
function fieldName(path: readonly string[]): string {
  const name = path
    .map((part, i) => (/^\d+$/.test(part) ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join("");
  return name || "(body)";
}
