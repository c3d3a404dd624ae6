import type { ApiToken, NewApiToken } from "@punctual/contracts/people";
import { errors } from "@punctual/service-kit/errors";
import type pg from "pg";
import { insertToken, listTokens, revokeToken } from "../store/tokens.ts";
import { asPerson } from "../store/unit-of-work.ts";
import { type Credential, hashSecret, newSecret } from "./credential.ts";
import { peopleErrors } from "./errors.ts";

/** So that a token is known for one wherever it is found, by people and by scanners for secrets. */
const PREFIX = "punctual_pat_";
/** More than anybody keeps an overview of. */
const MOST = 100;

/** A token that was just made: only here is its text. */
type CreatedToken = ApiToken & { readonly token: string };

/** What people do with their tokens. */
export interface Tokens {
  list(userId: string): Promise<ApiToken[]>;
  /** Makes a token; only this answer has its text. */
  create(credential: Credential, draft: NewApiToken): Promise<CreatedToken>;
  /** Makes a token for somebody, as an operator does. @param createdBy what it is made with */
  createFor(userId: string, draft: NewApiToken, createdBy: string): Promise<CreatedToken>;
  /** Revokes a token at once on this replica, within seconds on others. */
  revoke(userId: string, id: string): Promise<void>;
}

/** Makes the use cases of tokens. @param forget drops what is remembered of tokens */
export function createTokens(pool: pg.Pool, forget: () => void): Tokens {
  const createFor: Tokens["createFor"] = async (userId, draft, createdBy) => {
    refuseEnded(draft);
    const token = PREFIX + newSecret();
    const made = await asPerson(pool, userId, async ({ db }) => {
      if ((await listTokens(db, userId)).length >= MOST) {
        throw peopleErrors.tooManyTokens(`You have ${MOST} tokens; revoke one that isn't used any more.`);
      }
      return insertToken(db, userId, hashSecret(token), draft, createdBy);
    });
    return { ...made, token };
  };
  return {
    list: (userId) => asPerson(pool, userId, ({ db }) => listTokens(db, userId)),
    createFor,
    async create(credential, draft) {
      refuseStronger(credential, draft);
      const createdBy = credential.kind === "token" ? `token:${credential.id}` : credential.kind;
      return createFor(credential.userId, draft, createdBy);
    },
    async revoke(userId, id) {
      const revoked = await asPerson(pool, userId, ({ db }) => revokeToken(db, userId, id));
      if (!revoked) throw peopleErrors.tokenNotFound(`You have no token ${id}.`);
      forget();
    },
  };
}

/**
 * Nothing makes a credential that may do more, or lasts longer, than itself: who gets hold of one for an hour must not be
 * able to make one for ever. Sessions may: there a person is present, whom the issuer has just seen.
 */
function refuseStronger({ kind, scopes, expiresAt }: Credential, draft: NewApiToken): void {
  const more = draft.scopes.filter((scope) => !scopes.includes(scope));
  if (more.length > 0) {
    throw errors.validationFailed("A token can't have scopes that the credential you use hasn't.", {
      errors: [{ field: "scopes", message: `must be among ${scopes.join(", ")}` }],
    });
  }
  const end = endOf(draft);
  if (kind === "session" || expiresAt === undefined) return;
  if (end === undefined || end > expiresAt.getTime()) {
    const latest = expiresAt.toISOString();
    throw errors.validationFailed("A token can't last longer than the credential it is made with.", {
      errors: [{ field: "expires_at", message: `must be ${latest} or earlier` }],
    });
  }
}

function refuseEnded(draft: NewApiToken): void {
  const end = endOf(draft);
  if (end === undefined || end > Date.now()) return;
  throw errors.validationFailed("The token would have ended already.", {
    errors: [{ field: "expires_at", message: "must be in the future" }],
  });
}

/** In milliseconds since 1970; undefined: never. */
function endOf({ expires_at }: NewApiToken): number | undefined {
  return expires_at === null ? undefined : Date.parse(expires_at);
}
