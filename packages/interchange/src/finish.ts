import { type Entry, failure, warning } from "./entry.ts";
import { type InterchangeTaskDraft, interchangeTask } from "./record.ts";

/** Where a field of a task stands in the file. */
export interface Place {
  readonly line: number;
  readonly field: string;
}
/** Where each field of a task stands. */
export type Places = Partial<Record<keyof InterchangeTaskDraft, Place>>;

/** Without these there is no task. */
const ESSENTIAL: readonly string[] = ["title", "uid"] satisfies (keyof InterchangeTaskDraft)[];

/**
 * A task as good as its file allows: a field that isn't valid is left out with a warning; without a title there is no
 * task.
 */
export function* finishTask(line: number, draft: InterchangeTaskDraft, places: Places): Generator<Entry> {
  const left: Record<string, unknown> = { ...draft };
  // Each round leaves at least one field out.
  for (let round = Object.keys(draft).length; round >= 0; round -= 1) {
    const parsed = interchangeTask.safeParse(left);
    if (parsed.success) {
      yield { kind: "record", line, record: parsed.data };
      return;
    }
    for (const { path, message } of parsed.error.issues) {
      const name = String(path[0]);
      const place = places[name as keyof InterchangeTaskDraft] ?? { line, field: name };
      if (ESSENTIAL.includes(name)) {
        yield failure(place.line, place.field, message);
        return;
      }
      if (!Object.hasOwn(left, name)) continue;
      delete left[name];
      yield warning(place.line, place.field, `left out: ${message}`);
    }
  }
  yield failure(line, null, "can't be read as a task");
}
