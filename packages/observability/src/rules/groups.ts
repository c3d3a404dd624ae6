import { PROMISE_RECORDS } from "./promises.ts";
import type { RuleGroup } from "./rule.ts";

/** Every rule of Punctual. */
export const RULE_GROUPS: readonly RuleGroup[] = [PROMISE_RECORDS];
