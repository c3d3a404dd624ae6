/** Deeper than any schema of ours. */
const MAX_DEPTH = 32;
/** Names by which careless code reaches an object's prototype. */
const POISON = new Set(["__proto__", "constructor", "prototype"]);

interface Level {
  /** Names seen so far; undefined in an array. */
  readonly names: Set<string> | undefined;
  /** Where it is, for people: `tags`, `task.due_at`. */
  readonly at: string;
}

/**
 * What `JSON.parse` lets pass in silence and nobody means: a name twice in one object (the first value would be lost), a
 * name of JavaScript's own, and depth that only an attack has.
 *
 * @param text JSON, parsed already: that it is well-formed is taken for granted
 * @returns what is wrong and what would be right, or undefined
 */
export function jsonFault(text: string): string | undefined {
  const levels: Level[] = [];
  let field = "";
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === "{" || character === "[") {
      if (levels.length >= MAX_DEPTH) return `The body is nested more than ${MAX_DEPTH} levels deep.`;
      levels.push({ names: character === "{" ? new Set() : undefined, at: field });
    } else if (character === "}" || character === "]") {
      levels.pop();
    } else if (character === '"') {
      const end = endOfString(text, i);
      const level = levels.at(-1);
      if (level?.names && isName(text, end)) {
        const name = JSON.parse(text.slice(i, end + 1)) as string;
        field = level.at === "" ? name : `${level.at}.${name}`;
        if (level.names.has(name)) return `The field ${shown(field)} is there twice; send it once.`;
        if (POISON.has(name)) return `The field ${shown(field)} isn't a known field.`;
        level.names.add(name);
      }
      i = end;
    }
  }
  return undefined;
}

/** Index of the quote that ends the string beginning at `start`. */
function endOfString(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf('"', end + 1);
  } while (isEscaped(text, end));
  return end;
}

function isEscaped(text: string, index: number): boolean {
  let before = index - 1;
  while (text[before] === "\\") before -= 1;
  return (index - before) % 2 === 0;
}

/** Whether a colon follows: then the string was a name. */
function isName(text: string, end: number): boolean {
  let next = end + 1;
  while (/\s/.test(text[next] ?? "")) next += 1;
  return text[next] === ":";
}

/** A name as a message may quote it. */
function shown(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
