import type { RuleGroup } from "./rule.ts";

/** Every rule of Punctual. */
export const RULE_GROUPS: readonly RuleGroup[] = [];
