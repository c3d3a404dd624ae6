import type { ImportReport } from "@punctual/contracts/interchange";
import type { Problem } from "@punctual/contracts/problem";
import type { Task } from "@punctual/contracts/task";
import type { InterchangeRecord } from "@punctual/interchange/record";
import { expect } from "vitest";
import type { ChatApi, Person } from "../support/app.ts";

/** Sends a file. */
export async function send(
  { app }: ChatApi,
  person: Person,
  format: "json" | "ics" | "csv",
  file: string | Buffer,
  query: Record<string, string> = {},
) {
  return app.inject({
    method: "POST",
    url: `/api/import?${new URLSearchParams({ format, ...query })}`,
    headers: { authorization: `Bearer ${person.token}`, "content-type": "application/octet-stream" },
    payload: file,
  });
}

/** Imports a file that is taken. */
export async function importFile(...given: Parameters<typeof send>): Promise<ImportReport> {
  const answer = await send(...given);
  expect(answer.json()).toMatchObject({ dry_run: expect.anything() });
  expect(answer.statusCode).toBe(200);
  return answer.json<ImportReport>();
}

/** Imports a file that isn't. */
export async function refusedFile(...given: Parameters<typeof send>): Promise<Problem> {
  const answer = await send(...given);
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  return answer.json<Problem>();
}

/** The exported text. */
export async function exportText(person: Person, query = "format=json"): Promise<string> {
  const answer = await person.ask("GET", `/api/export?${query}`);
  expect(answer.statusCode).toBe(200);
  return answer.body;
}

/** The records of a JSON export, without its header. */
export async function exportRecords(person: Person): Promise<InterchangeRecord[]> {
  const lines = (await exportText(person)).trim().split("\n").slice(1);
  return lines.map((line) => JSON.parse(line) as InterchangeRecord);
}

/** All tasks, oldest first. */
export async function tasksOf(person: Person): Promise<Task[]> {
  const answer = await person.ask("GET", "/api/tasks?limit=200");
  expect(answer.statusCode).toBe(200);
  return answer.json<{ items: Task[] }>().items.sort((a, b) => a.id - b.id);
}

/** A calendar of to-dos with these lines each. */
export function calendar(...todos: string[][]): string {
  const parts = todos.flatMap((lines) => ["BEGIN:VTODO", ...lines, "END:VTODO"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...parts, "END:VCALENDAR", ""].join("\r\n");
}
