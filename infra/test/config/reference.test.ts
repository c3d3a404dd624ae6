import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { keysBelow } from "../../config/describe.ts";
import { configurationReference } from "../../config/reference.ts";

const ROOT = join(import.meta.dirname, "../../..");

it("is what docs/deploy/configuration.md says (else: npm run infra -- reference)", () => {
  expect(readFileSync(join(ROOT, "docs/deploy/configuration.md"), "utf8")).toBe(configurationReference());
});

it("knows every key that Pulumi.yaml declares", () => {
  const { config } = parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) as { config: object };
  expect(keysBelow([])).toEqual(expect.arrayContaining(Object.keys(config)));
});
