import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import type pg from "pg";
import type { Verdict } from "./credential.ts";
import type { AccessToken, VerifyJwt } from "./oidc/access-tokens.ts";
import { identityOf, mayComeIn } from "./oidc/identity.ts";
import { scopesOf } from "./oidc/scopes.ts";
import { findPerson, keepPerson } from "./store/persons.ts";

/** Whose access tokens are taken. */
interface JwtOptions {
  readonly verify: VerifyJwt;
  readonly audience: string;
  readonly allowedEmails: readonly string[] | undefined;
}

/** Looks at an issuer's JWT access token. */
export type JudgeJwt = (token: string) => Promise<Verdict>;

/** Makes a judge of access tokens. Somebody whom the issuer vouches for the first time is made a person. */
export function createJudgeJwt(pool: pg.Pool, { verify, audience, allowedEmails }: JwtOptions): JudgeJwt {
  // Persons never change their subject, so this needs no forgetting.
  const persons = new LRUCache<string, string>({ max: 10_000 });

  const personOf = async ({ issuer, subject, claims }: AccessToken): Promise<string | undefined> => {
    const key = JSON.stringify([issuer, subject]);
    const known = persons.get(key) ?? (await findPerson(pool, { issuer, subject }));
    const id =
      known ??
      (mayComeIn(allowedEmails, claims)
        ? await keepPerson(pool, randomUUID(), identityOf(issuer, subject, claims))
        : undefined);
    if (id !== undefined) persons.set(key, id);
    return id;
  };

  return async (token) => {
    const verdict = await verify(token);
    if ("reason" in verdict) return { refusal: { ...verdict, method: "jwt", userId: undefined } };
    const userId = await personOf(verdict);
    if (userId === undefined) {
      const detail = "This access token is right, but whose it is may not come in here.";
      return { refusal: { method: "jwt", reason: "not allowed", detail, userId: undefined } };
    }
    const scopes = scopesOf(verdict.claims, audience);
    const { expiresAt } = verdict;
    return { credential: { kind: "jwt", id: userId, userId, label: "access token", scopes, expiresAt } };
  };
}
