import microdiff from "microdiff";
import { type Field, short } from "./changes.ts";

/** What is shown before the first difference of two long texts, in characters. */
const LEAD = 40;
/** A member of a list, by its name. */
const NAMED = /^\[.+\]$/;

/** The fields that differ between two trees of JSON, by their paths. */
export function fieldsBetween(before: object, after: object): Field[] {
  return microdiff(keyed(before) as object, keyed(after) as object, { cyclesFix: false })
    .map((each): Field => {
      const path = short(pathOf(each.path));
      if (each.type === "CREATE") return { path, after: show(each.value) };
      if (each.type === "REMOVE") return { path, before: show(each.oldValue) };
      const [old, fresh] = [textOf(each.oldValue), textOf(each.value)];
      const lead = Math.max(0, commonLength(old, fresh) - LEAD);
      const from = lead > LEAD ? lead : 0;
      const cut = (text: string) => short(from > 0 ? `…${text.slice(from)}` : text);
      return { path, before: cut(old), after: cut(fresh) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/**
 * Lists whose members have names become trees by these names: a member put in at the front is one difference then, and
 * its path says which it is.
 */
function keyed(value: unknown): unknown {
  if (Array.isArray(value)) {
    const names = value.map((each) => nameOf(each));
    const unique = names.every((name) => name !== undefined) && new Set(names).size === names.length;
    if (value.length === 0 || !unique) return value.map(keyed);
    return Object.fromEntries(value.map((each, index) => [`[${names[index]}]`, keyed(each)]));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, keyed(each)]));
  }
  return value;
}

/** A list again, where {@link keyed} made a tree of one. */
function unkeyed(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => NAMED.test(key)) ? Object.values(value) : value;
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("name" in value)) return undefined;
  return typeof value.name === "string" ? value.name : undefined;
}

function pathOf(keys: readonly (string | number)[]): string {
  return keys
    .map((key) => {
      if (typeof key === "number") return `[${key}]`;
      if (NAMED.test(key)) return key;
      return /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    })
    .join("")
    .replace(/^\./, "");
}

const textOf = (value: unknown) =>
  typeof value === "string" ? value : (JSON.stringify(value, (_, each) => unkeyed(each)) ?? "undefined");
const show = (value: unknown) => short(textOf(value));

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
