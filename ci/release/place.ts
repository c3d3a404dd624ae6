import type { Place } from "../../infra/cli/run-steps.ts";
import { withStackVariables } from "../../infra/cli/variables.ts";
import { ROOT } from "../root.ts";

/** Where commands of a release run: at the root, with what `npm run infra -- init` left for a stack on this machine. */
export function placeOf(stack: string, env: NodeJS.ProcessEnv): Place {
  return { ...commandPlace(env), env: withStackVariables(env, stack) };
}

/** Where commands run that belong to no stack. */
export const commandPlace = (env: NodeJS.ProcessEnv): Place => ({
  env,
  cwd: ROOT,
  say: (text) => console.error(text),
  pauseMs: 10_000,
});
