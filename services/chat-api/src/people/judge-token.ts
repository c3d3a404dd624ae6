import type { FoundToken } from "../store/tokens.ts";
import type { Credential, Verdict } from "./credential.ts";
import type { Known } from "./known.ts";
import type { LastUse } from "./last-use.ts";

/** Looks at a personal token. */
export async function judgeToken(
  text: string,
  known: Known<FoundToken>,
  lastUse: LastUse<string>,
): Promise<Verdict> {
  const found = await known.find(text);
  const refuse = (reason: string, detail: string) => ({
    refusal: { method: "token" as const, reason, detail, userId: found?.userId },
  });
  if (!found) return refuse("unknown", "This token isn't known; check that it was copied whole.");
  if (found.revoked) return refuse("revoked", "This token was revoked; make another.");
  if (found.expiresAt && found.expiresAt.getTime() <= Date.now()) {
    return refuse("expired", `This token ended at ${found.expiresAt.toISOString()}; make another.`);
  }
  lastUse.note(found.id, found.lastUsedAt);
  const { id, userId, name, scopes, expiresAt } = found;
  const credential: Credential = { kind: "token", id, userId, label: name, scopes, expiresAt };
  return { credential };
}
