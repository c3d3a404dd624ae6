import { type Changed, type Changes, type Resource, short } from "./changes.ts";

/** A comment on GitHub takes 65,536 characters; what we put around our own takes few. */
export const LONGEST_COMMENT = 60_000;
/** Of one value, in Markdown. The whole is in the artifact. */
const VALUE = 300;

const TITLES: Readonly<Record<Changes["kind"], string>> = {
  plan: "planned on mocks",
  preview: "previewed against what is there",
};

/**
 * Changes as Markdown, cut at a whole resource where they don't fit.
 *
 * Every text in them may be anybody's: each is put into a fence that it can't close, where it is no Markdown, mentions
 * nobody and links to nothing.
 *
 * @param longest characters
 */
export function renderChanges(changes: Changes, longest = LONGEST_COMMENT): string {
  const head = `#### ${TITLES[changes.kind]}: ${summary(changes)}\n\n${comparison(changes)}\n`;
  const parts = [
    ...(changes.problem === undefined ? [] : [`\n**There is no full answer:**\n${fenced(changes.problem)}`]),
    ...list("Added", "+", changes.added),
    ...list("Removed", "-", changes.removed),
    ...changes.changed.map(one),
  ];
  const cut = (left: number) =>
    `\n… and ${left} more that don't fit here: the whole is in the run's artifacts.\n`;
  let text = head;
  for (const [index, part] of parts.entries()) {
    if (text.length + part.length > longest - cut(parts.length).length)
      return text + cut(parts.length - index);
    text += part;
  }
  return text;
}

/** `2 to add, 1 to change`, or that nothing would. */
export function summary({ added, changed, removed, problem }: Changes): string {
  const replaced = changed.filter((each) => each.replaced).length;
  const counts = [
    [added.length, "to add"],
    [changed.length - replaced, "to change"],
    [replaced, "to **replace**"],
    [removed.length, "to **remove**"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  if (said.length > 0) return said.join(", ");
  return problem === undefined ? "no changes" : "no answer";
}

const comparison = ({ from, to }: Changes) => `${code(from)} → ${code(to)}`;

/** A list of resources, in pieces that can be cut. */
function list(title: string, sign: string, resources: readonly Resource[]): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < resources.length; start += 100) {
    const lines = resources
      .slice(start, start + 100)
      .map(({ type, name }) => `${sign} ${flat(type)}  ${flat(name)}`);
    pieces.push(`\n**${title}**${start > 0 ? " (more)" : ""}\n${fenced(lines.join("\n"), "diff")}`);
  }
  return pieces;
}

function one({ type, name, fields, replaced }: Changed): string {
  const lines = fields.flatMap(({ path, before, after }) => [
    ...(before === undefined ? [] : [`- ${flat(path)}: ${flat(before)}`]),
    ...(after === undefined ? [] : [`+ ${flat(path)}: ${flat(after)}`]),
  ]);
  const said = lines.length > 0 ? lines.join("\n") : "the engine names no field";
  return `\n${replaced ? "**Replaced:** " : ""}${code(`${flat(type)}  ${flat(name)}`)}\n${fenced(said, "diff")}`;
}

/** On one line, and not too long. */
const flat = (text: string) => short(visible(text).replaceAll("\n", "\\n"), VALUE);

/** Without what changes how other text is shown: control characters and those that turn its direction around. */
const visible = (text: string) => text.replaceAll(/[^\P{C}\n]/gu, "�");

function fenced(text: string, language = ""): string {
  const shown = visible(text);
  return `${fenceFor(shown, 3)}${language}\n${shown}\n${fenceFor(shown, 3)}\n`;
}

function code(text: string): string {
  const shown = flat(text);
  return `${fenceFor(shown, 1)} ${shown} ${fenceFor(shown, 1)}`;
}

/** More backticks than the text has in a row. */
function fenceFor(text: string, least: number): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return "`".repeat(Math.max(least, longest + 1));
}
