import { planStack } from "./plan.ts";

/**
 * `node infra/plan/json.ts STACK [VALUES]`: prints a plan's resources as JSON, secrets in the clear. For tests, as a
 * process can plan only one stack. VALUES is JSON of full keys and their text, over the stack's own.
 */
const [stack = "", values = "{}"] = process.argv.slice(2);
const { resources } = await planStack(stack, (own) => ({ ...own, ...JSON.parse(values) }));
process.stdout.write(JSON.stringify(resources));
