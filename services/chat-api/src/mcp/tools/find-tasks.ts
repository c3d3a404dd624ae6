import { taskFilter, taskPage } from "@punctual/contracts/task";
import { asPerson } from "../../store/unit-of-work.ts";
import { pageOfTasks } from "../../use-cases/tasks/read.ts";
import { defineTool } from "../tool.ts";

/** Lists tasks. */
export const findTasks = defineTool({
  name: "find-tasks",
  title: "Find tasks",
  description:
    "List tasks, newest first; by status (open or done) and by text in title or notes. Where next_cursor isn't null, " +
    "there are more: call again with it as cursor.",
  input: taskFilter,
  output: taskPage,
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run(filter, { pool, caller }) {
    const page = await asPerson(pool, caller.userId, (reader) => pageOfTasks(reader, filter));
    const lines = page.items.map(({ id, status, title, due_at, due_date }) => {
      const due = due_at ?? due_date;
      return `#${id} [${status}] ${title}${due ? ` (due ${due})` : ""}`;
    });
    const more = page.next_cursor ? `\nThere are more: cursor ${page.next_cursor}` : "";
    return { text: lines.length === 0 ? "No tasks match." : lines.join("\n") + more, data: page };
  },
});
