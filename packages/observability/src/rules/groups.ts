import { CERTIFICATE_RULES } from "./certificate-rules.ts";
import { DATABASE_RULES } from "./database-rules.ts";
import { EVENT_RULES } from "./event-rules.ts";
import { PROMISE_ALERTS } from "./promise-alerts.ts";
import { PROMISE_RECORDS } from "./promises.ts";
import { RECURRENCE_RULES } from "./recurrence-rules.ts";
import { REMINDER_RULES } from "./reminder-rules.ts";
import type { RuleGroup } from "./rule.ts";
import { SERVICE_RULES } from "./service-rules.ts";
import { SIDECAR_RULES } from "./sidecar-rules.ts";

/** Every rule of Punctual. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  PROMISE_RECORDS,
  PROMISE_ALERTS,
  SERVICE_RULES,
  EVENT_RULES,
  RECURRENCE_RULES,
  REMINDER_RULES,
  SIDECAR_RULES,
  DATABASE_RULES,
  CERTIFICATE_RULES,
];
