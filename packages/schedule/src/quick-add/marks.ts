import type { Notice, Part, PartKind } from "./quick-add.ts";

/** A stretch of the text that nothing has taken yet. */
export interface Stretch {
  readonly text: string;
  /** Where it stands in the whole. */
  readonly start: number;
}

/** Which parts of a text were taken for what; each once. */
export interface Marks {
  take(kind: PartKind, start: number, end: number): void;
  /** Takes nothing of this kind after all: each part is in the title again, with a notice. */
  giveBack(kind: PartKind, message: string): void;
  /** Keeps a part as it is: nothing in it means anything. */
  keep(start: number, end: number): void;
  /** Leaves a part out of the title: an escape. */
  drop(index: number): void;
  notice(start: number, end: number, message: string): void;
  isFree(start: number, end: number): boolean;
  /** What is left, in order. */
  stretches(): Stretch[];
  readonly parts: Part[];
  readonly notices: Notice[];
  title(): string;
}

/** Marks of a text, none yet. */
export function createMarks(text: string): Marks {
  // Of each UTF-16 unit: free, taken, kept for the title, or dropped.
  const units = new Array<"free" | "taken" | "kept">(text.length).fill("free");
  const parts: Part[] = [];
  const notices: Notice[] = [];
  return {
    parts,
    notices,
    take(kind, start, end) {
      units.fill("taken", start, end);
      parts.push({ kind, start, end });
    },
    giveBack(kind, message) {
      for (const part of parts.filter((each) => each.kind === kind)) {
        parts.splice(parts.indexOf(part), 1);
        units.fill("kept", part.start, part.end);
        notices.push({ start: part.start, end: part.end, message });
      }
    },
    keep(start, end) {
      units.fill("kept", start, end);
    },
    drop(index) {
      units[index] = "taken";
    },
    notice(start, end, message) {
      notices.push({ start, end, message });
    },
    isFree: (start, end) => units.slice(start, end).every((unit) => unit === "free"),
    stretches() {
      const found: Stretch[] = [];
      for (let start = units.indexOf("free"); start !== -1; ) {
        let end = start;
        while (units[end] === "free") end += 1;
        found.push({ text: text.slice(start, end), start });
        start = units.indexOf("free", end);
      }
      return found;
    },
    title() {
      let title = "";
      for (const [index, unit] of units.entries()) title += unit === "taken" ? " " : text[index];
      const closed = title
        .replace(/\s+/g, " ")
        // Parentheses around what was taken.
        .replace(/\( \)/g, "")
        .replace(/ +([,.;])/g, "$1")
        .replace(/\s+/g, " ");
      // A comma before what was taken closes nothing any more.
      return closed.replace(/[\s,;]+(\.?)$/, "$1").trim();
    },
  };
}
