import { planStack } from "./plan.ts";

/**
 * `node infra/plan/json.ts STACK [VALUES]`: prints a plan's resources as JSON, secrets in the clear. For tests, as a
 * process can plan only one stack. VALUES is JSON of full keys and their text, over the stack's own; an empty text takes a
 * key away.
 */
const [stack = "", values = "{}"] = process.argv.slice(2);
const over = JSON.parse(values) as Record<string, string>;
const { resources } = await planStack(stack, (own) =>
  Object.fromEntries(Object.entries({ ...own, ...over }).filter(([, text]) => text !== "")),
);
process.stdout.write(JSON.stringify(resources));
