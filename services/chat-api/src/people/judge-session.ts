import { SCOPES } from "@punctual/contracts/people";
import type { Credential, Verdict } from "./credential.ts";
import type { Known } from "./known.ts";
import type { LastUse } from "./last-use.ts";
import type { FoundSession } from "./store/sessions.ts";

/** Looks at the cookie of a browser's session. */
export async function judgeSession(
  cookie: string,
  known: Known<FoundSession>,
  lastUse: LastUse<string>,
): Promise<Verdict> {
  const found = await known.find(cookie);
  if (!found || found.endsAt.getTime() <= Date.now()) {
    const reason = found ? "expired" : "unknown";
    return {
      refusal: {
        method: "session",
        reason,
        detail: "You are signed out; sign in again at /auth/login.",
        userId: found?.userId,
      },
    };
  }
  lastUse.note(found.idHash, found.lastUsedAt);
  const { userId } = found;
  const credential: Credential = {
    kind: "session",
    id: userId,
    userId,
    label: "signed in",
    scopes: SCOPES,
    expiresAt: undefined,
  };
  return { credential };
}
