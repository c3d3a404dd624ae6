import { newTask, task } from "@punctual/contracts/task";
import { z } from "zod";
import { writeAs } from "../../store/unit-of-work.ts";
import { createTasks } from "../../use-cases/tasks/create.ts";
import { defineTool } from "../tool.ts";

/** Makes one or more tasks, all or none. */
export const addTasks = defineTool({
  name: "add-tasks",
  title: "Add tasks",
  description:
    "Make one or more tasks at once; all are made or none. Give due_at for a moment in time (RFC 3339 with offset) " +
    "or due_date for a whole day, not both. Answers with the tasks and their ids.",
  input: z.strictObject({ tasks: z.array(newTask).min(1).max(100) }),
  output: z.strictObject({ tasks: z.array(task) }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async run({ tasks: drafts }, { pool, caller }) {
    const added = await writeAs(pool, caller, (unit) => createTasks(unit, drafts));
    const lines = added.map(({ id, title }) => `#${id} ${title}`);
    return { text: `Added ${added.length}:\n${lines.join("\n")}`, data: { tasks: added } };
  },
});
