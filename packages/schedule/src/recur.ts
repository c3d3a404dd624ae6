import { parseRule } from "./rule/parse.ts";
import { checkPossible } from "./rule/possible.ts";
import { printRule } from "./rule/print.ts";

/**
 * Reads a recurrence rule and gives it in the one way in which it is kept and compared.
 *
 * @throws RecurError naming the part that is wrong, or saying why it never comes about
 */
export function normaliseRecur(text: string): string {
  const rule = parseRule(text);
  checkPossible(rule);
  return printRule(rule);
}
