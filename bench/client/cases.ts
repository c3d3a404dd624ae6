import { TAGS } from "@punctual/chat-api/seed/life";
import type { Random } from "@punctual/chat-api/seed/random";
import { VOCABULARY } from "@punctual/chat-api/seed/vocabulary";
import type { BenchUser } from "./protocol.ts";

/** One request. */
interface Asked {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly body?: object;
}

/** Something that people do, in ever new ways. */
export interface Case {
  readonly name: string;
  readonly kind: "read" | "write";
  /** @param turn how many of this case came before, over all clients */
  readonly next: (random: Random, user: BenchUser, turn: number) => Asked;
}

const COMMONEST = 5;
const RARE_FROM = 1200;
const PRIORITIES = ["none", "low", "medium", "high", "urgent"];

/** What is measured. */
export const CASES: readonly Case[] = [
  {
    name: "filter",
    kind: "read",
    next: (random) => {
      const from = new Date(Date.UTC(2026, 10, 15 + random.below(30)));
      const to = new Date(from.getTime() + 30 * 24 * 60 * 60 * 1000);
      const due = `due>=${from.toISOString().slice(0, 10)} due<=${to.toISOString().slice(0, 10)}`;
      return list({ query: `status:open priority>=high ${due}`, sort: "-priority,due" });
    },
  },
  { name: "search_rare", kind: "read", next: (random) => list({ query: rare(random) }) },
  {
    name: "search_common",
    kind: "read",
    next: (random) => list({ query: quoted(VOCABULARY[random.below(COMMONEST)] ?? "the") }),
  },
  { name: "search_misspelt", kind: "read", next: (random) => list({ query: misspelt(longWord(random)) }) },
  { name: "search_prefix", kind: "read", next: (random) => list({ query: longWord(random).slice(0, 3) }) },
  { name: "sort_page_1", kind: "read", next: () => list({ sort: "title" }) },
  {
    name: "sort_page_deep",
    kind: "read",
    next: (_random, { deepCursor }) => list({ sort: "title", ...(deepCursor && { cursor: deepCursor }) }),
  },
  { name: "create", kind: "write", next: (random, user) => create(random, any(random, user.projects)) },
  { name: "create_one_project", kind: "write", next: (random, user) => create(random, user.projects[0]) },
  {
    name: "patch",
    kind: "write",
    next: (random, user, turn) => ({
      method: "PATCH",
      path: `/api/tasks/${any(random, user.tasks) ?? 0}`,
      body: { priority: PRIORITIES[random.below(5)], notes: `Changed ${turn} times` },
    }),
  },
  {
    name: "complete",
    kind: "write",
    next: (_random, user) => ({ method: "POST", path: `/api/tasks/${user.tasks.pop() ?? 0}/complete` }),
  },
  // Of the bare route beside it.
  { name: "bare", kind: "read", next: () => ({ method: "GET", path: "/bare" }) },
];

/** Finds a case by its name. */
export function caseNamed(name: string): Case {
  const found = CASES.find((one) => one.name === name);
  if (!found) throw new Error(`there is no case ${name}`);
  return found;
}

function list(parameters: Readonly<Record<string, string>>): Asked {
  return { method: "GET", path: `/api/tasks?${new URLSearchParams({ ...parameters, limit: "50" })}` };
}

function create(random: Random, project: number | undefined): Asked {
  const words = Array.from({ length: 5 }, () => VOCABULARY[random.below(VOCABULARY.length)]);
  const body = {
    title: words.join(" "),
    priority: PRIORITIES[random.below(5)],
    due_date: "2026-12-24",
    tags: [TAGS[random.below(10)], TAGS[10 + random.below(10)]],
    ...(project !== undefined && { project_id: project }),
  };
  return { method: "POST", path: "/api/tasks", body };
}

function rare(random: Random): string {
  return quoted(VOCABULARY[RARE_FROM + random.below(VOCABULARY.length - RARE_FROM)] ?? "scanner");
}

/** Some words are also operators. */
function quoted(word: string): string {
  return `"${word}"`;
}

function longWord(random: Random): string {
  for (;;) {
    const word = VOCABULARY[100 + random.below(1000)] ?? "scanners";
    if (word.length >= 7) return word;
  }
}

/** Two letters in the middle changed places. */
function misspelt(word: string): string {
  const middle = Math.floor(word.length / 2);
  return `${word.slice(0, middle - 1)}${word[middle]}${word[middle - 1]}${word.slice(middle + 1)}`;
}

function any<T>(random: Random, all: readonly T[]): T | undefined {
  return all[random.below(all.length)];
}
