import { CommandFailed } from "../failure.ts";
import { PART_NAMES } from "../parts/registry.ts";
import { nearest } from "./nearest.ts";

/** Rejects a name that is no part's, with the nearest one and all of them. */
export function requirePart(typed: string, names: readonly string[] = PART_NAMES): void {
  if (names.includes(typed)) return;
  const near = nearest(typed, names);
  throw new CommandFailed(
    `There is no part "${typed}".${near ? ` Did you mean "${near}"?` : ""} The parts: ${names.join(", ")}.`,
  );
}
