import { ask } from "@punctual/admin/ask";
import { seed } from "@punctual/admin/commands/seed";
import type { Place } from "@punctual/admin/place";
import { seedUserId } from "@punctual/chat-api/seed/seed";
import { createdApiToken } from "@punctual/contracts/people";
import { z } from "zod";
import type { BenchUser } from "../client/protocol.ts";
import type { Size } from "../size.ts";

const SEED = 1;
const page = z.object({ items: z.array(z.object({ id: z.number() })), next_cursor: z.string().nullable() });

/** Somebody to ask as, and who they are. */
export type SeededUser = BenchUser & { readonly id: string };

/** Fills a platform, and gives those to ask as: `many` with as many tasks each, and one with the most. */
export async function seedUsers(
  place: Place,
  size: Size,
  say: (line: string) => void,
): Promise<{ many: SeededUser[]; big: SeededUser; seconds: number }> {
  const began = performance.now();
  await seed(place, { users: size.users, tasks: size.tasks, seed: SEED, first: 1 }, say);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const wish = { users: 1, tasks: size.bigTasks, seed: SEED, first: size.users + 1 };
  await seed(place, wish, say);
  const many: SeededUser[] = [];
  for (let n = 1; n <= size.users; n += 1) many.push(await benchUser(place, n, size.deepPage));
  return { many, big: await benchUser(place, size.users + 1, size.deepPage), seconds };
}

async function benchUser(place: Place, n: number, deepPage: number): Promise<SeededUser> {
  const id = seedUserId(SEED, n);
  const question = { method: "POST", path: `/users/${id}/tokens`, body: { name: "Bench" } } as const;
  const { token } = await ask(place, question, createdApiToken);
  const get = async (path: string) => {
    const answer = await fetch(new URL(path, place.url), { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const projects = page.shape.items.parse(
    z.object({ items: z.array(z.unknown()) }).parse(await get("/api/projects")).items,
  );
  const open = page.parse(await get("/api/tasks?query=status:open&sort=id&limit=200"));
  return {
    id,
    token,
    projects: projects.map((project) => project.id),
    tasks: open.items.map((task) => task.id),
    // Ten of them are enough to read deep pages of.
    deepCursor: n % 10 === 1 || deepPage < 10 ? await cursorAt(get, deepPage) : null,
  };
}

async function cursorAt(get: (path: string) => Promise<unknown>, deepPage: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let read = 1; read < deepPage; read += 1) {
    const query: string = new URLSearchParams({
      sort: "title",
      limit: "50",
      ...(cursor && { cursor }),
    }).toString();
    const next: string | null = page.parse(await get(`/api/tasks?${query}`)).next_cursor;
    if (next === null) return cursor;
    cursor = next;
  }
  return cursor;
}
