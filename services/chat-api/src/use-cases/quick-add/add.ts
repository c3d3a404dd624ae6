import type { ParsedQuickAdd } from "@punctual/contracts/quick-add";
import { newTask, type Task } from "@punctual/contracts/task";
import { errors } from "@punctual/service-kit/errors";
import type { UnitOfWork } from "../../store/unit-of-work.ts";
import { createNamed } from "../named.ts";
import { createTasks } from "../tasks/create.ts";

/** Makes the task that a line means; its project too, where there is none of that name. */
export async function addQuickly(unit: UnitOfWork, parsed: ParsedQuickAdd): Promise<Task> {
  const { title, due_at, due_date, time_zone, recurrence, tags, priority, reminders, estimate } = parsed;
  const project_id = await projectOf(unit, parsed.project);
  const draft = newTask.safeParse({
    ...{ title, due_at, due_date, tags, priority, reminders, estimate, project_id },
    time_zone: due_at ? time_zone : null,
    recurrence: recurrence && { rrule: recurrence.rrule, mode: recurrence.mode },
  });
  if (!draft.success) throw refusal(draft.error.issues);
  const [task] = await createTasks(unit, [draft.data]);
  if (!task) throw new Error("no task was made");
  return task;
}

async function projectOf(unit: UnitOfWork, project: ParsedQuickAdd["project"]): Promise<number | null> {
  if (!project) return null;
  return project.id ?? (await createNamed(unit, "project", { name: project.name, colour: null })).id;
}

/** All of it is in the text: a title that is empty once the rest is taken out, or too many tags. */
function refusal(issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]) {
  return errors.validationFailed("The text makes no task.", {
    errors: issues.map(({ path, message }) => ({
      field: "text",
      message: `its ${path.join(".")} ${message}`,
    })),
  });
}
