import { z } from "zod";
import { type Images, imagesSchema } from "../../infra/config/images.ts";

/** The first word of an update's message: `pulumi up --message`. */
export const MESSAGES = { release: "release", verified: "verified", rollback: "rollback" } as const;

/** Of `pulumi stack history --json`, newest first; the same in every backend. */
export const historySchema = z.array(
  z.looseObject({
    kind: z.string(),
    message: z.string().default(""),
    result: z.string(),
    /** How many resources were created, updated, left the same (`same`), and so on. */
    resourceChanges: z.record(z.string(), z.int()).nullish(),
    config: z
      .record(
        z.string(),
        z.looseObject({ value: z.string().optional(), objectValue: z.unknown().optional() }),
      )
      .nullish(),
  }),
);
type Update = z.infer<typeof historySchema>[number];

/** A release that was up and passed its smoke test. */
export interface Verified {
  /** What it was made of, such as a commit. */
  readonly revision: string;
  readonly images: Images;
}

/** What an update may have done and still have changed nothing. */
const UNCHANGED = new Set(["same", "read"]);

/**
 * The newest update that says of its images that they were verified. An update that was killed before its smoke test said
 * only `release`, so it doesn't count; nor does one that failed, or that changed something: Pulumi writes down the message
 * before it knows either.
 *
 * @param updates newest first
 */
export function lastVerified(updates: readonly Update[]): Verified | undefined {
  for (const update of updates) {
    const revision = new RegExp(`^${MESSAGES.verified} (\\S+)$`).exec(update.message)?.[1];
    if (revision === undefined || update.kind !== "update" || update.result !== "succeeded") continue;
    if (Object.keys(update.resourceChanges ?? {}).some((change) => !UNCHANGED.has(change))) continue;
    const images = imagesOf(update);
    if (images !== undefined) return { revision, images };
  }
  return undefined;
}

/** The images of the newest update that succeeded: what runs, whether it was verified or not. */
export function deployedImages(updates: readonly Update[]): Images | undefined {
  const newest = updates.find(({ kind, result }) => kind === "update" && result === "succeeded");
  return newest && imagesOf(newest);
}

function imagesOf({ config }: Update): Images | undefined {
  const entry = config?.["punctual:images"];
  if (entry === undefined) return undefined;
  const images = imagesSchema.safeParse(entry.objectValue ?? json(entry.value));
  return images.success ? images.data : undefined;
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    // A value that isn't an object names no images.
    return undefined;
  }
}
