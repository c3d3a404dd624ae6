import { createHash } from "node:crypto";

/** What a uid of our own is made from. */
export interface Identity {
  readonly id: number;
  readonly created_at: string;
}

const OWN = /^task-([1-9][0-9]{0,14})-[0-9a-f]{16}@punctual$/;

/**
 * The uid of a task that was made here: the same in every export, another in every store, and nobody's name can be read
 * from it.
 */
export function ownUid(userId: string, { id, created_at }: Identity): string {
  const hash = createHash("sha256").update(`${userId}\n${id}\n${created_at}`).digest("hex");
  return `task-${id}-${hash.slice(0, 16)}@punctual`;
}

/** The id in what looks like a uid of ours: whether it is, {@link ownUid} of that task tells. */
export function idOfOwnUid(uid: string): number | undefined {
  const [, id] = OWN.exec(uid) ?? [];
  return id === undefined ? undefined : Number(id);
}

/** What a uid is kept by. */
export function uidHash(uid: string): Buffer {
  return createHash("sha256").update(uid).digest();
}
