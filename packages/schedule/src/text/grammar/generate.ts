import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import peggy from "peggy";

const GRAMMAR = join(import.meta.dirname, "recurrence.peggy");
/** Where the parser is kept. */
export const GENERATED = join(import.meta.dirname, "recurrence.generated.js");

const BANNER = `// biome-ignore-all lint: generated
// biome-ignore-all format: generated
// biome-ignore-all assist: generated
// @ts-nocheck
// Made of recurrence.peggy by \`npm run -w @punctual/schedule generate\`. Don't change it by hand.
`;

/** The parser as the grammar says it, as the text of a module. */
export function generateParser(): string {
  const source = peggy.generate(readFileSync(GRAMMAR, "utf8"), {
    output: "source",
    format: "es",
    grammarSource: "recurrence.peggy",
    allowedStartRules: ["phrase", "embedded"],
  });
  return BANNER + source.replace("  peg$allowedStartRules as StartRules,\n", "");
}

if (import.meta.main) writeFileSync(GENERATED, generateParser());
