import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GENERATED, generateParser } from "../../src/text/grammar/generate.ts";

test("the parser is what the grammar says (else: npm run -w @punctual/schedule generate)", () => {
  expect(readFileSync(GENERATED, "utf8")).toBe(generateParser());
});
