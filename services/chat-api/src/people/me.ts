import type { Me, MePatch, SignIn } from "@punctual/contracts/people";
import { nextAtClock } from "@punctual/schedule/reminder/daily";
import type pg from "pg";
import { wantInOwnZone } from "../store/reminders/all-wanted.ts";
import { asPerson } from "../store/unit-of-work.ts";
import type { Credential } from "./credential.ts";
import { changePerson, type Person, readPerson, setDigest } from "./store/persons.ts";
import { listSignIns } from "./store/sign-ins.ts";

/** A page of sign-ins, newest first. */
interface SignInPage {
  readonly items: SignIn[];
  /** To be given as `before` for the next page; null after the last. */
  readonly next_before: number | null;
}

/** What people see and change about themselves. */
export interface Self {
  read(credential: Credential): Promise<Me>;
  change(credential: Credential, patch: MePatch): Promise<Me>;
  signIns(
    userId: string,
    page: { readonly limit: number; readonly before: number | undefined },
  ): Promise<SignInPage>;
}

/** Makes these use cases. */
export function createSelf(pool: pg.Pool): Self {
  return {
    async read(credential) {
      const { userId } = credential;
      return toMe(await asPerson(pool, userId, ({ db }) => readPerson(db, userId)), credential);
    },
    async change(credential, patch) {
      const { userId } = credential;
      const person = await asPerson(pool, userId, async (reader) => {
        const changed = await changePerson(reader.db, userId, patch);
        if (patch.time_zone !== undefined) await wantInOwnZone(reader);
        if (patch.time_zone !== undefined || patch.daily_digest_at !== undefined) {
          const { daily_digest_at: at, time_zone } = changed;
          const next = at === null ? null : nextAtClock(at, time_zone ?? "UTC", new Date().toISOString());
          await setDigest(reader.db, userId, next);
        }
        return changed;
      });
      return toMe(person, credential);
    },
    async signIns(userId, { limit, before }) {
      // One more than asked for tells whether there is a next page.
      const page = { limit: limit + 1, before };
      const rows = await asPerson(pool, userId, ({ db }) => listSignIns(db, userId, page));
      const items = rows.slice(0, limit);
      return { items, next_before: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}

function toMe(person: Person, { kind, id, scopes, expiresAt }: Credential): Me {
  return {
    ...person,
    created_at: person.created_at.toISOString(),
    scopes: [...scopes],
    credential: {
      kind,
      token_id: kind === "token" ? id : null,
      expires_at: expiresAt?.toISOString() ?? null,
    },
  };
}
