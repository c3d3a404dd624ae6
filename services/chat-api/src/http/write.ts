import { createHash } from "node:crypto";
import { errors } from "@punctual/service-kit/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type pg from "pg";
import { callerOf } from "../caller.ts";
import { chatApiErrors } from "../errors.ts";
import { claimKey, keepAnswer, type StoredAnswer } from "../store/idempotency.ts";
import { type UnitOfWork, writeAs } from "../store/unit-of-work.ts";
import { etagOf, ifMatch, type Versioned } from "./preconditions.ts";

/** What a write answers. */
export interface Answer {
  readonly status: number;
  /** As the route's response schema has it, but for the undo token, which comes by itself; null for none. */
  readonly body: object | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** False for what can't be taken back. */
  readonly undoable?: boolean;
}

/**
 * Does a request's write and answers it. What it gives is for the handler to return: Fastify then knows that the answer
 * is on its way, and the type provider takes it for any response.
 */
export type Write = (
  request: FastifyRequest,
  reply: FastifyReply,
  work: (unit: UnitOfWork) => Promise<Answer>,
) => Promise<never>;

/** Longest `Idempotency-Key` in characters. */
const KEY_LENGTH = 200;

/**
 * Makes the one way in which all routes write. A write is one transaction, in which the answer to a request with an
 * `Idempotency-Key` is kept (draft-ietf-httpapi-idempotency-key-header): the same request again gets the same answer for
 * 24 hours and changes nothing. `Prefer: return=minimal` (RFC 7240) is answered without a body.
 */
export function createWrite(pool: pg.Pool): Write {
  return async (request, reply, work) => {
    const key = keyOf(request);
    // What can't be read is refused also where nothing depends on it.
    ifMatch(request.headers["if-match"]);
    const fingerprint = key === undefined ? undefined : fingerprintOf(request);
    const answer = await writeAs(pool, callerOf(request, "rest"), async (unit): Promise<StoredAnswer> => {
      if (key !== undefined && fingerprint) {
        const before = await claimKey(unit, key, fingerprint);
        if (before === "other") {
          throw chatApiErrors.keyInUse(
            "Send a new key with each new request; use a key again only to retry.",
          );
        }
        if (before) return { ...before, headers: { ...before.headers, "idempotency-replayed": "true" } };
      }
      let changed = false;
      const watched: UnitOfWork = {
        ...unit,
        record: (change) => {
          changed = true;
          unit.record(change);
        },
      };
      const own = await work(watched);
      const stored = finished(own, changed && own.undoable !== false ? unit.writeId : null);
      if (key !== undefined) await keepAnswer(unit, key, stored);
      return stored;
    });
    return send(request, reply, answer) as never;
  };
}

/** Adds what every write answers: the undo token (null where nothing was changed) and the entity tag. */
function finished({ status, body, headers }: Answer, undoToken: string | null): StoredAnswer {
  const versioned = isVersioned(body) ? { etag: etagOf(body) } : {};
  const token = undoToken === null ? {} : { "undo-token": undoToken };
  return {
    status,
    headers: { ...versioned, ...token, ...headers },
    body: body && { ...body, undo_token: undoToken },
  };
}

function isVersioned(body: object | null): body is Versioned {
  return body !== null && "id" in body && "version" in body;
}

function send(request: FastifyRequest, reply: FastifyReply, answer: StoredAnswer): FastifyReply {
  reply.headers(answer.headers);
  const minimal = /(^|[,\s])return=minimal\b/i.test(String(request.headers.prefer ?? ""));
  if (!minimal || answer.body === null) return reply.code(answer.status).send(answer.body);
  reply.header("preference-applied", "return=minimal");
  // 201 says by Location what was made; it needs no body either.
  return reply.code(answer.status === 201 ? 201 : 204).send();
}

/** The `Idempotency-Key` of a request; throws validation_failed for one that can't be taken. */
export function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers["idempotency-key"];
  if (given === undefined) return undefined;
  // A string of structured fields (RFC 8941) comes in quotes; most people leave them out.
  const key = String(given).replace(/^"(.*)"$/, "$1");
  if (key.length > 0 && key.length <= KEY_LENGTH && /^[\x20-\x7e]+$/.test(key)) return key;
  throw errors.validationFailed("The header Idempotency-Key can't be taken.", {
    errors: [
      {
        field: "Idempotency-Key",
        message: `must be 1 to ${KEY_LENGTH} printable ASCII characters, such as a UUID`,
      },
    ],
  });
}

function fingerprintOf({ method, url, body, headers }: FastifyRequest): Buffer {
  const parts = [method, url, body ?? null, headers["if-match"] ?? null];
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}
