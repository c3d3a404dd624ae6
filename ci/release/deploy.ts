import type { Images } from "../../infra/config/images.ts";
import { reasonOf } from "../failure.ts";
import { lastVerified, MESSAGES, type Verified } from "./history.ts";
import { sameImages } from "./images-file.ts";
import type { Stack } from "./stack.ts";

/** What is to be deployed, where, and how it is tried. */
export interface DeployRequest {
  readonly stack: Pick<Stack, "nameImages" | "up" | "upAgain" | "history">;
  readonly images: Images;
  /** What the images were made of, such as a commit; without blanks. */
  readonly revision: string;
  /** Uses the stack as people do. @returns why it doesn't work, undefined when it does */
  readonly smoke: () => Promise<string | undefined>;
  readonly say: (text: string) => void;
}

/** How a deployment ended. Only the first is a success. */
export type Outcome =
  | { readonly kind: "verified" }
  /** It works, but a second `up` had something to do, or failed. Later releases aren't rolled back to it. */
  | { readonly kind: "unsettled" }
  /** The last verified release is back, and works. */
  | { readonly kind: "restored"; readonly why: string; readonly to: string }
  /** Going back failed as well: people are needed. */
  | { readonly kind: "lost"; readonly why: string; readonly to: string; readonly thenWhy: string }
  /** There is nothing to go back to; what failed is left as it is. */
  | { readonly kind: "left"; readonly why: string; readonly because: string };

/**
 * Brings a release up, tries it, and marks it as verified; when it fails, brings the last verified one back.
 *
 * What to go back to is read from the stack's history rather than kept by a pipeline, so it survives a run that was killed,
 * and is the same in every backend.
 *
 * @throws CiFailed when Pulumi can't be asked for it, which is before anything was changed, or images can't be named
 */
export async function deploy(request: DeployRequest): Promise<Outcome> {
  const { stack, images, revision, say } = request;
  const before = lastVerified(await stack.history());
  const why = await bringUp(request, images, `${MESSAGES.release} ${revision}`);
  if (why !== undefined) return goBack(request, before, why);
  say(`${revision} works. Once more, to see that nothing is left to do.`);
  return { kind: (await stack.upAgain(`${MESSAGES.verified} ${revision}`)) ? "verified" : "unsettled" };
}

/** @returns why it doesn't work, undefined when it does */
async function bringUp(
  { stack, smoke }: DeployRequest,
  images: Images,
  message: string,
): Promise<string | undefined> {
  await stack.nameImages(images);
  if (!(await stack.up(message))) return "pulumi up failed";
  try {
    return await smoke();
  } catch (error) {
    // It is up, so it must be taken back like one that doesn't work.
    return `it can't be tried: ${reasonOf(error)}`;
  }
}

async function goBack(request: DeployRequest, before: Verified | undefined, why: string): Promise<Outcome> {
  request.say(`${request.revision} failed: ${why}`);
  if (before === undefined) {
    return { kind: "left", why, because: "no release of this stack was ever verified" };
  }
  if (sameImages(before.images, request.images)) {
    return { kind: "left", why, because: "its images are those of the last verified release" };
  }
  request.say(`Going back to ${before.revision}.`);
  const thenWhy = await bringUp(request, before.images, `${MESSAGES.rollback} ${before.revision}`);
  return thenWhy === undefined
    ? { kind: "restored", why, to: before.revision }
    : { kind: "lost", why, to: before.revision, thenWhy };
}

/** An outcome in words: what happened, what runs now, and what to do. */
export function describeOutcome(outcome: Outcome, stack: string, revision: string): string {
  switch (outcome.kind) {
    case "verified":
      return `${revision} runs on ${stack}, and is verified.`;
    case "unsettled":
      return `${revision} runs on ${stack} and passed its smoke test, but a second pulumi up had something to do or failed (above). It stays, and is not marked as verified.`;
    case "restored":
      return `${revision} failed on ${stack}: ${outcome.why}\n${outcome.to}, the last verified release, is back and passed its smoke test.`;
    case "lost":
      return `${revision} failed on ${stack}: ${outcome.why}\nGoing back to ${outcome.to} failed too: ${outcome.thenWhy}\nSee docs/ci.md, "When a deployment failed".`;
    case "left":
      return `${revision} failed on ${stack}: ${outcome.why}\nIt is left as it is, as ${outcome.because}.\nSee docs/ci.md, "When a deployment failed".`;
  }
}
