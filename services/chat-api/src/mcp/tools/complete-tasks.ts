import { task, taskId } from "@punctual/contracts/task";
import { z } from "zod";
import { writeAs } from "../../store/unit-of-work.ts";
import { completeTasks as complete } from "../../use-cases/tasks/complete.ts";
import { defineTool } from "../tool.ts";

/** Completes tasks, all or none. */
export const completeTasks = defineTool({
  name: "complete-tasks",
  title: "Complete tasks",
  description:
    "Mark one or more tasks as done, by their ids (find-tasks gives them); all or none. A task that is done already " +
    "stays as it is.",
  input: z.strictObject({ ids: z.array(taskId).min(1).max(100) }),
  output: z.strictObject({ tasks: z.array(task) }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async run({ ids }, { pool, caller }) {
    const completed = await writeAs(pool, caller, (unit) => complete(unit, ids));
    const lines = completed.map(({ id, title }) => `#${id} ${title}`);
    return { text: `Done:\n${lines.join("\n")}`, data: { tasks: completed } };
  },
});
