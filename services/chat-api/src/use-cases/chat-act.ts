import { recurrencePreviewRequest } from "@punctual/contracts/recurrence-preview";
import type { Task } from "@punctual/contracts/task";
import { AppError } from "@punctual/service-kit/errors";
import type pg from "pg";
import type { Caller } from "../caller.ts";
import { parseChatCommand } from "../domain/chat-command.ts";
import { listTasks, withoutHighlights } from "../listing/list-tasks.ts";
import { readAs, writeAs } from "../store/unit-of-work.ts";
import { previewRecurrence } from "./occurrences/preview.ts";
import { addQuickly } from "./quick-add/add.ts";
import { readQuickAdd } from "./quick-add/read.ts";
import { completeTasks } from "./tasks/complete.ts";

const LISTED = 20;
const PREVIEWED = 5;
const HELP =
  'I know "add …" (call mom tomorrow 5pm), "preview …" (every 2nd tuesday), "list …" (a query such as tag:home) and "done …" (a task\'s number, or words of its title).';

/** What is answered: words, and the tasks that they speak of. */
interface Reply {
  readonly reply: string;
  readonly tasks: Task[];
}

/** Does what a chat message asks for, and says what came of it. */
export async function act(pool: pg.Pool, caller: Caller, message: string, timeZone: string): Promise<Reply> {
  const command = parseChatCommand(message);
  switch (command.kind) {
    case "add":
      return add(pool, caller, command.text, timeZone);
    case "preview":
      return { reply: previewInWords(command.text, timeZone), tasks: [] };
    case "list":
      return list(pool, caller, command.query, timeZone);
    case "done":
      return finish(pool, caller, command.words);
    case "unknown":
      return { reply: HELP, tasks: [] };
  }
}

async function add(pool: pg.Pool, caller: Caller, text: string, timeZone: string): Promise<Reply> {
  const now = new Date().toISOString();
  try {
    const { task, parsed } = await writeAs(pool, caller, async (unit) => {
      const parsed = await readQuickAdd(unit, text, { timeZone, now });
      return { parsed, task: await addQuickly(unit, parsed) };
    });
    const notices = parsed.notices.map(({ message }) => `\nNote: ${message}.`);
    const again = parsed.recurrence ? `, ${parsed.recurrence.text}` : "";
    return { reply: `Added ${oneLine(task)}${again}.${notices.join("")}`, tasks: [task] };
  } catch (error) {
    if (error instanceof AppError && error.code === "validation_failed")
      return { reply: whyNot(error), tasks: [] };
    throw error;
  }
}

function previewInWords(text: string, timeZone: string): string {
  const wanted = /^(rrule:)?freq=/i.test(text) ? { rrule: text } : { text };
  const request = recurrencePreviewRequest.safeParse({ ...wanted, time_zone: timeZone, count: PREVIEWED });
  if (!request.success) return `The recurrence ${request.error.issues[0]?.message}.`;
  try {
    const preview = previewRecurrence({ ...request.data, time_zone: timeZone }, new Date().toISOString());
    const times = preview.occurrences.map((each) =>
      "date" in each ? each.date : each.local.replace("T", " "),
    );
    return `${preview.text} (${preview.rrule}):\n${times.join("\n")}`;
  } catch (error) {
    if (error instanceof AppError && error.code === "validation_failed") return whyNot(error);
    throw error;
  }
}

function whyNot(error: AppError): string {
  return [error.message, ...(error.errors ?? []).map(({ message }) => message)].join(" ");
}

async function list(pool: pg.Pool, caller: Caller, query: string, timeZone: string): Promise<Reply> {
  try {
    const filter = { query: query || "status:open", time_zone: timeZone, limit: LISTED };
    const page = await readAs(pool, caller.userId, (reader) => listTasks(reader, filter));
    const items = withoutHighlights(page);
    const nothing = query ? "No task fits that." : "You have nothing to do.";
    return { reply: items.length === 0 ? nothing : items.map(oneLine).join("\n"), tasks: items };
  } catch (error) {
    if (error instanceof AppError && error.code === "query_invalid")
      return { reply: error.message, tasks: [] };
    throw error;
  }
}

async function finish(pool: pg.Pool, caller: Caller, words: string): Promise<Reply> {
  const number = /^#?(\d{1,15})$/.exec(words)?.[1];
  const found = number ? [] : await openTasks(pool, caller, words);
  if (found.length > 1) return { reply: `Which one?\n${found.map(oneLine).join("\n")}`, tasks: found };
  const id = number ? Number(number) : found[0]?.id;
  if (id === undefined) return { reply: `No open task has "${words}".`, tasks: [] };
  try {
    const done = await writeAs(pool, caller, (unit) => completeTasks(unit, [id]));
    return { reply: `Done: ${done.map(oneLine).join(", ")}.`, tasks: done };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "task_not_found") {
      return { reply: `You have no task ${id}.`, tasks: [] };
    }
    throw error;
  }
}

function oneLine(task: Task): string {
  return `#${task.id} ${task.title}`;
}

async function openTasks(pool: pg.Pool, caller: Caller, words: string): Promise<Task[]> {
  const query = openWith(words);
  if (query === undefined) return [];
  const filter = { query, time_zone: "UTC", limit: 5 };
  return withoutHighlights(await readAs(pool, caller.userId, (reader) => listTasks(reader, filter)));
}

/** A query for open tasks with these words, whatever they would mean in a query; undefined where there are none. */
function openWith(words: string): string | undefined {
  const parts = words.slice(0, 200).match(/[\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu) ?? [];
  if (parts.length === 0) return undefined;
  return ["status:open", ...parts.slice(0, 20).map((word) => `"${word}"*`)].join(" ");
}
