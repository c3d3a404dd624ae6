import { reasonOf } from "../failure.ts";
import { between } from "./between.ts";
import { type Changes, short } from "./changes.ts";
import { planIn, told, withCommit } from "./plans.ts";

/** What to compare. */
export interface Comparison {
  /** A clone with its packages installed, as it is on disk. */
  readonly root: string;
  readonly stack: string;
  /** The commit, or its name, that changes are to be merged into. */
  readonly base: string;
}

/** What was found. */
interface Compared {
  readonly changes: Changes;
  /** Whether the tree on disk can be planned at all. */
  readonly planned: boolean;
}

/**
 * What a stack would change when the tree on disk replaced the commit that it began from. Where one of both can't be
 * planned, `problem` says why; where that is the base, everything counts as added.
 */
export async function compare({ root, stack, base }: Comparison): Promise<Compared> {
  const begin = (await told("git", ["merge-base", base, "HEAD"], root)).trim();
  const head = (await told("git", ["rev-parse", "--short", "HEAD"], root)).trim();
  const known = { stack, kind: "plan", from: `base ${begin.slice(0, 9)}`, to: `head ${head}` } as const;
  const none = { added: [], changed: [], removed: [] };
  const after = await attempt(() => planIn(root, stack));
  if ("failed" in after) {
    return { changes: { ...known, ...none, problem: short(after.failed, 9_000) }, planned: false };
  }
  const before = await attempt(() => withCommit(root, begin, (tree) => planIn(tree, stack)));
  if ("failed" in before) {
    const problem = `The base can't be planned, so everything counts as added.\n${short(before.failed, 9_000)}`;
    return { changes: { ...known, ...between([], after.resources), problem }, planned: true };
  }
  return { changes: { ...known, ...between(before.resources, after.resources) }, planned: true };
}

type Attempt = { readonly resources: Awaited<ReturnType<typeof planIn>> } | { readonly failed: string };

async function attempt(plan: () => ReturnType<typeof planIn>): Promise<Attempt> {
  try {
    return { resources: await plan() };
  } catch (error) {
    return { failed: reasonOf(error) };
  }
}
