import { task, taskFilter } from "@punctual/contracts/task";
import { z } from "zod";
import { listTasks, withoutHighlights } from "../../listing/list-tasks.ts";
import { readAs } from "../../store/unit-of-work.ts";
import { defineTool } from "../tool.ts";

/** Lists tasks. */
export const findTasks = defineTool({
  name: "find-tasks",
  title: "Find tasks",
  description:
    "List the user's tasks. `query` has words to look for in title, notes, tags and project (all must match; typos are " +
    'forgiven), and conditions: status:open priority>=high due<today+7d tag:home -project:"Old house" (is:overdue OR ' +
    "is:today) no:due has:subtasks parent:12 estimate<=30m created>=-7d. Side by side means and; there are OR, - for not, " +
    "and parentheses. Dates are today, tomorrow, monday, +2w, eow, eom, 2026-11-23, 2026-11 in time_zone. `sort` takes keys " +
    "such as -priority,due. What is in the trash is left out but for is:trashed. Where next_cursor isn't null, there are " +
    "more: call again with it as cursor and all else the same.",
  input: taskFilter,
  output: z.strictObject({ items: z.array(task), next_cursor: z.string().nullable() }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run(filter, { pool, caller }) {
    const page = await readAs(pool, caller.userId, (reader) => listTasks(reader, filter));
    const items = withoutHighlights(page);
    const lines = items.map(({ id, status, title, due_at, due_date }) => {
      const due = due_at ?? due_date;
      return `#${id} [${status}] ${title}${due ? ` (due ${due})` : ""}`;
    });
    const more = page.next_cursor ? `\nThere are more: cursor ${page.next_cursor}` : "";
    return {
      text: lines.length === 0 ? "No tasks match." : lines.join("\n") + more,
      data: { ...page, items },
    };
  },
});
