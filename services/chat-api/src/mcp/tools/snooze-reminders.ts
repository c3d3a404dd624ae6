import { SNOOZE_MOMENTS } from "@punctual/contracts/reminder";
import { task, taskId } from "@punctual/contracts/task";
import { duration, instant } from "@punctual/contracts/time";
import { z } from "zod";
import { writeAs } from "../../store/unit-of-work.ts";
import { snoozeTask } from "../../use-cases/reminders/snooze.ts";
import { defineTool } from "../tool.ts";

/** Puts reminders off, of all tasks or of none. */
export const snoozeReminders = defineTool({
  name: "snooze-reminders",
  title: "Snooze reminders",
  description:
    "Put off the reminder of one or more tasks, by their ids (find-tasks gives them); all or none. Of each it is the " +
    "reminder that came last, or else the next one. Give exactly one of `for` (a duration such as PT10M), `until` (an " +
    "instant) and `to` (tonight is 20:00, tomorrow_morning 09:00 by the task's clock). The task's due time stays.",
  input: z
    .strictObject({
      ids: z.array(taskId).min(1).max(100),
      for: duration.optional(),
      until: instant.optional(),
      to: z.enum(SNOOZE_MOMENTS).optional(),
    })
    .refine(
      ({ for: span, until, to }) => [span, until, to].filter((each) => each !== undefined).length === 1,
      {
        error: "must have exactly one of `for`, `until` and `to`",
      },
    ),
  output: z.strictObject({ tasks: z.array(task) }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async run({ ids, for: span, until, to }, { pool, caller }) {
    const choice =
      span !== undefined
        ? { for: span }
        : until !== undefined
          ? { until }
          : { to: to ?? ("tonight" as const) };
    const snoozed = await writeAs(pool, caller, async (unit) => {
      const done = [];
      for (const id of new Set(ids)) done.push(await snoozeTask(unit, id, choice));
      return done;
    });
    const lines = snoozed.map((each) => `#${each.task.id} ${each.task.title}: ${each.until}`);
    return { text: `Put off:\n${lines.join("\n")}`, data: { tasks: snoozed.map((each) => each.task) } };
  },
});
