import type { Document } from "@punctual/service-kit/http/openapi/document";
import { operationsOf } from "@punctual/service-kit/http/openapi/document";
import { beforeAll, describe, expect, test } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { app, person, pool } = await startChatApi();
await app.ready();
const operations = operationsOf(app.swagger() as Document).map(
  ({ method, path }) => `${method.toUpperCase()} ${path}`,
);

type Method = Parameters<Person["ask"]>[0];

/** Things of Ada's that Bob asks for, or others that nobody has. */
interface Things {
  readonly task: number;
  readonly trashed: number;
  readonly project: number;
  readonly tag: number;
  readonly filter: number;
  readonly filterName: string;
  readonly undo: string;
  readonly token: string;
  readonly feed: string;
}

const NOBODYS: Things = {
  task: 999_999_001,
  trashed: 999_999_002,
  project: 999_999_003,
  tag: 999_999_004,
  filter: 999_999_005,
  filterName: "nobody's",
  undo: "0f8fad5b-d9cb-469f-a165-70867728950e",
  token: "0f8fad5b-d9cb-469f-a165-70867728950f",
  feed: "999999006",
};

/** What Bob sends: an address and, perhaps, a body. */
type Ask = (
  things: Things,
  own: { readonly task: number; readonly project: number },
) => readonly [string, object?];

/** How each operation that names a thing, in its address or its body, is asked for somebody else's. */
const CASES: Readonly<Record<string, readonly Ask[]>> = {
  "GET /api/tasks": [(t) => [`/api/tasks?filter=${encodeURIComponent(t.filterName)}`]],
  "POST /api/tasks": [
    (t) => ["/api/tasks", { title: "mine", project_id: t.project }],
    (t) => ["/api/tasks", { title: "mine", parent_id: t.task }],
  ],
  "GET /api/tasks/{id}": [(t) => [`/api/tasks/${t.task}`]],
  "PATCH /api/tasks/{id}": [
    (t) => [`/api/tasks/${t.task}`, { title: "mine" }],
    (t, own) => [`/api/tasks/${own.task}`, { parent_id: t.task }],
    (t, own) => [`/api/tasks/${own.task}`, { project_id: t.project }],
  ],
  "DELETE /api/tasks/{id}": [(t) => [`/api/tasks/${t.task}`]],
  "GET /api/tasks/{id}/history": [(t) => [`/api/tasks/${t.task}/history`]],
  "POST /api/tasks/{id}/complete": [(t) => [`/api/tasks/${t.task}/complete`]],
  "POST /api/tasks/{id}/reopen": [(t) => [`/api/tasks/${t.task}/reopen`]],
  "POST /api/tasks/{id}/restore": [(t) => [`/api/tasks/${t.trashed}/restore`]],
  "POST /api/tasks/{id}/skip": [(t) => [`/api/tasks/${t.task}/skip`]],
  "POST /api/tasks/{id}/end-series": [(t) => [`/api/tasks/${t.task}/end-series`]],
  "POST /api/tasks/{id}/postpone": [(t) => [`/api/tasks/${t.task}/postpone`, { due_date: "2026-12-01" }]],
  "GET /api/tasks/{id}/reminders": [(t) => [`/api/tasks/${t.task}/reminders`]],
  "POST /api/tasks/{id}/snooze": [(t) => [`/api/tasks/${t.task}/snooze`, { for: "PT10M" }]],
  "POST /api/tasks/{id}/acknowledge": [(t) => [`/api/tasks/${t.task}/acknowledge`]],
  "GET /api/tasks/{id}/occurrences": [(t) => [`/api/tasks/${t.task}/occurrences`]],
  "POST /api/tasks/{id}/move": [
    (t) => [`/api/tasks/${t.task}/move`, { parent_id: null }],
    (t, own) => [`/api/tasks/${own.task}/move`, { before: t.task }],
    (t, own) => [`/api/tasks/${own.task}/move`, { after: t.task }],
    (t, own) => [`/api/tasks/${own.task}/move`, { parent_id: t.task }],
    (t, own) => [`/api/tasks/${own.task}/move`, { project_id: t.project }],
  ],
  "POST /api/tasks/bulk": ["patch", "complete", "reopen", "skip", "delete", "move", "restore"].map(
    (op): Ask =>
      (t) => {
        const more =
          op === "patch" ? { patch: { title: "mine" } } : op === "move" ? { to: { parent_id: null } } : {};
        return ["/api/tasks/bulk", { operations: [{ op, id: t.task, ...more }], atomic: true }];
      },
  ),
  "POST /api/undo/{token}": [(t) => [`/api/undo/${t.undo}`]],
  "DELETE /api/trash/{id}": [(t) => [`/api/trash/${t.trashed}`]],
  "GET /api/projects/{id}": [(t) => [`/api/projects/${t.project}`]],
  "PATCH /api/projects/{id}": [(t) => [`/api/projects/${t.project}`, { name: "mine" }]],
  "DELETE /api/projects/{id}": [(t) => [`/api/projects/${t.project}`]],
  "POST /api/projects/{id}/move": [
    (t, own) => [`/api/projects/${t.project}/move`, { before: own.project }],
    (t, own) => [`/api/projects/${own.project}/move`, { before: t.project }],
  ],
  "GET /api/tags/{id}": [(t) => [`/api/tags/${t.tag}`]],
  "PATCH /api/tags/{id}": [(t) => [`/api/tags/${t.tag}`, { name: "mine" }]],
  "DELETE /api/tags/{id}": [(t) => [`/api/tags/${t.tag}`]],
  "GET /api/filters/{id}": [(t) => [`/api/filters/${t.filter}`]],
  "PATCH /api/filters/{id}": [(t) => [`/api/filters/${t.filter}`, { name: "mine" }]],
  "DELETE /api/filters/{id}": [(t) => [`/api/filters/${t.filter}`]],
  "DELETE /api/feeds/{id}": [(t) => [`/api/feeds/${t.feed}`]],
  "DELETE /api/tokens/{id}": [(t) => [`/api/tokens/${t.token}`]],
};

/** Operations that name nothing of anybody's, or whose isolation is tried elsewhere, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "GET /api/chat/{id}": "conversations are in the state store: chat.pg.test.ts",
  "PATCH /api/channels/{id}": "channels are kept by the notifier: its sending.pg.test.ts",
  "DELETE /api/channels/{id}": "the same",
  "POST /api/channels/{id}/test": "the same",
  "GET /api/links/{token}": "shows a button and nothing of anybody's",
  "POST /api/links/{token}": "a link is signed by the notifier: notifications.pg.test.ts",
  "GET /feeds/{token}.ics": "the secret address is the credential",
};

let ada: Person;
let bob: Person;
let adas: Things;
let bobs: { task: number; project: number };

beforeAll(async () => {
  [ada, bob] = await Promise.all([person(), person()]);
  // Ids that no answer has in it for another reason.
  for (const [index, table] of ["task", "project", "tag", "saved_filter"].entries()) {
    await pool.query(`ALTER TABLE ${table} ALTER COLUMN id RESTART WITH ${700_001 + index * 1000}`);
  }
  const made = async (who: Person, url: string, body: object) => {
    const answer = await who.ask("POST", url, body);
    if (answer.statusCode !== 201) throw new Error(`${url}: ${answer.body}`);
    return answer.json<{ id: number; undo_token?: string }>();
  };
  const project = await made(ada, "/api/projects", { name: "Secret house" });
  const tag = await made(ada, "/api/tags", { name: "secretive" });
  const task = await made(ada, "/api/tasks", {
    title: "secret",
    due_date: "2026-11-30",
    recurrence: { rrule: "FREQ=DAILY" },
    project_id: project.id,
    tags: ["secretive"],
  });
  const trashed = await made(ada, "/api/tasks", { title: "trashed secret" });
  await ada.ask("DELETE", `/api/tasks/${trashed.id}`);
  const filter = await made(ada, "/api/filters", { name: "secret filter", query: "status:open" });
  const token = await made(ada, "/api/tokens", { name: "secret token" });
  const feed = await made(ada, "/api/feeds", { name: "secret feed" });
  adas = {
    task: task.id,
    trashed: trashed.id,
    project: project.id,
    tag: tag.id,
    filter: filter.id,
    filterName: "secret filter",
    undo: String(task.undo_token),
    token: String(token.id),
    feed: String(feed.id),
  };
  const own = await made(bob, "/api/projects", { name: "Bob's" });
  bobs = { project: own.id, task: (await made(bob, "/api/tasks", { title: "Bob's" })).id };
});

test("every operation that names a thing is tried here, or says why not", () => {
  const naming = operations.filter((name) => name.includes("{"));
  expect(naming.filter((name) => !CASES[name] && !ELSEWHERE[name])).toEqual([]);
});

const known = operations.flatMap((name) => (CASES[name] ?? []).map((ask, index) => ({ name, index, ask })));

describe.each(known)("$name ($index)", ({ name, ask }) => {
  test("somebody else's is as one that isn't there", async () => {
    const method = name.split(" ", 1)[0] as Method;
    const [url, body] = ask(adas, bobs);
    const [otherUrl, otherBody] = ask(NOBODYS, bobs);
    const theirs = await bob.ask(method, url, body);
    const nobodys = await bob.ask(method, otherUrl, otherBody);
    expect([theirs.statusCode, masked(theirs.body, adas)]).toEqual([
      nobodys.statusCode,
      masked(nobodys.body, NOBODYS),
    ]);
    if (!url.endsWith("/bulk")) expect([400, 404]).toContain(theirs.statusCode);
    expect(theirs.body).not.toMatch(/secret(?! filter)/i);
  });
});

test("lists, searches and pages show nothing of anybody else's", async () => {
  const urls = [
    "/api/tasks?query=secret",
    "/api/tasks?query=tag:secretive",
    "/api/tasks?query=is:trashed",
    "/api/tasks",
  ];
  for (const url of [...urls, "/api/projects", "/api/tags", "/api/filters", "/api/tokens"]) {
    const answer = await bob.ask("GET", url);
    if (answer.statusCode === 404) continue;
    expect(answer.body, url).not.toMatch(/"(title|name)":"[^"]*secret/i);
  }
});

test("a page's cursor leads to nobody else's tasks", async () => {
  for (let i = 0; i < 3; i += 1) await ada.add({ title: `secret ${i}` });
  const page = await ada.ask("GET", "/api/tasks?limit=1");
  const cursor = page.json<{ next_cursor: string | null }>().next_cursor;
  expect(cursor).not.toBeNull();
  const answer = await bob.ask("GET", `/api/tasks?limit=1&cursor=${encodeURIComponent(String(cursor))}`);
  expect([200, 400]).toContain(answer.statusCode);
  expect(answer.body).not.toMatch(/secret/);
});

test("nothing of Ada's was changed by all that", async () => {
  const task = (await ada.ask("GET", `/api/tasks/${adas.task}`)).json();
  expect(task).toMatchObject({ title: "secret", status: "open", version: 1, parent_id: null });
  const project = (await ada.ask("GET", `/api/projects/${adas.project}`)).json();
  expect(project).toMatchObject({ name: "Secret house", version: 1 });
});

/** A body without the names of the things that were asked for, longest first. */
function masked(body: string, things: Things): string {
  return Object.values(things)
    .map(String)
    .sort((a, b) => b.length - a.length)
    .reduce((text, name) => text.replaceAll(name, "?"), body);
}
