import { CommandFailed } from "@punctual/local/failure";
import { z } from "zod";
import type { Place } from "./place.ts";

const problem = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
const LIMIT_MS = 60_000;

/** What is asked of `/admin`. */
export interface Question {
  readonly method?: "GET" | "POST" | "DELETE";
  /** After `/admin`. */
  readonly path: string;
  readonly body?: object;
  /** How long an answer may take, in milliseconds; none where it comes bit by bit. */
  readonly limitMs?: number | null;
}

/** Asks chat-api, and checks what it answers. Throws CommandFailed with what was wrong. */
export async function ask<T>(place: Place, question: Question, schema: z.ZodType<T>): Promise<T> {
  const response = await send(place, question);
  return schema.parse(response.status === 204 ? undefined : await response.json());
}

/** Asks chat-api for an answer that isn't one JSON value. Throws CommandFailed with what was wrong. */
export async function send(place: Place, question: Question): Promise<Response> {
  const { method = "GET", path, body, limitMs = LIMIT_MS } = question;
  let response: Response;
  try {
    response = await fetch(new URL(`/admin${path}`, place.url), {
      method,
      headers: {
        authorization: `Bearer ${place.token}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
      ...(limitMs !== null && { signal: AbortSignal.timeout(limitMs) }),
    });
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : String(cause);
    throw new CommandFailed(`${place.url} does not answer: ${why}`);
  }
  if (response.ok) return response;
  throw new CommandFailed(await refusalOf(response));
}

async function refusalOf(response: Response): Promise<string> {
  const { title, detail, errors = [] } = problem.catch({}).parse(await response.json().catch(() => ({})));
  if (response.status === 404 && /^There is no [A-Z]+ \/admin/.test(detail ?? "")) {
    return "That platform has no /admin: its chat-api was given no ADMIN_TOKEN_SHA256.";
  }
  const fields = errors.map(({ field, message }) => `\n  ${field} ${message}`).join("");
  return `Refused (${response.status}): ${detail ?? title ?? "without a reason"}${fields}`;
}
