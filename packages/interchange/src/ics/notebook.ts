import { type Entry, warning } from "../entry.ts";
import type { ContentLine } from "./component.ts";

/** Properties that say nothing a task would miss. */
const SILENT = [
  "DTSTAMP",
  "SEQUENCE",
  "CLASS",
  "TRANSP",
  "ACTION",
  "ACKNOWLEDGED",
  "METHOD",
  "VERSION",
  "CALSCALE",
];

/** Keeps count of what a file says and a task can't: told once for each name, at the end. */
export interface Notebook {
  note(line: Pick<ContentLine, "line" | "name">, why?: string): void;
  end(): Generator<Entry>;
}

/** Makes an empty notebook. */
export function createNotebook(): Notebook {
  const noted = new Map<string, { line: number; count: number; why: string }>();
  return {
    note({ line, name }, why = "has no place in a task; left out") {
      if (SILENT.includes(name)) return;
      const found = noted.get(name);
      if (found) found.count += 1;
      // A file that makes names up must not fill memory.
      else if (noted.size < 1000) noted.set(name, { line, count: 1, why });
    },
    *end() {
      for (const [name, { line, count, why }] of noted) {
        yield warning(line, name, count === 1 ? why : `${why} (${count.toLocaleString("en")} times)`);
      }
    },
  };
}
