import type { NextOccurrenceMade, Occurrences } from "@punctual/contracts/occurrences";
import type { Task } from "@punctual/contracts/task";
import { nextOccurrence } from "@punctual/schedule/occurrence/next";
import { expect } from "vitest";
import { APP_API_TOKEN, type ChatApi, type Person } from "../support/app.ts";

/** A person whose tasks recur: what recurrence would do, a test does by its own words. */
export function recurring(api: ChatApi, person: Person) {
  const act = async (task: { id: number }, action: string, body?: object) => {
    const answer = await person.ask("POST", `/api/tasks/${task.id}/${action}`, body);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<Task & { undo_token: string }>();
  };
  const read = async (id: number) => (await person.ask("GET", `/api/tasks/${id}`)).json<Task>();
  const ask = async (completed: Task): Promise<NextOccurrenceMade> => {
    const next = nextOccurrence(completed, completed.completed_at ?? "");
    if (!next) throw new Error("the series has ended");
    const answer = await api.app.inject({
      method: "POST",
      url: "/dapr/next-occurrence",
      headers: { "dapr-api-token": APP_API_TOKEN },
      payload: { user_id: person.userId, after: completed.id, completed_at: completed.completed_at, ...next },
    });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<NextOccurrenceMade>();
  };
  return {
    act,
    read,
    /** Asks for what follows a completed task, as recurrence does. */
    ask,
    complete: (task: { id: number }) => act(task, "complete"),
    /** Completes a task and gives the one that follows. */
    async completeAndFollow(task: { id: number }): Promise<Task> {
      const { task_id } = await ask(await act(task, "complete"));
      if (task_id === null) throw new Error("nothing follows");
      return read(task_id);
    },
    patch: async (task: { id: number }, patch: object, scope?: string) => {
      const query = scope ? `?scope=${scope}` : "";
      return person.ask("PATCH", `/api/tasks/${task.id}${query}`, patch);
    },
    series: async (task: { id: number }, query = "") =>
      (await person.ask("GET", `/api/tasks/${task.id}/occurrences${query}`)).json<Occurrences>(),
    open: async () =>
      (await person.ask("GET", "/api/tasks?query=status:open&sort=due")).json<{ items: Task[] }>().items,
  };
}
