import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { LABEL_FIELDS, TAKES_NONE } from "../../policy/rules/taggable.ts";

const require = createRequire(import.meta.url);
const PACKAGES: Readonly<Record<string, string>> = {
  "azure-native": "@pulumi/azure-native",
  gcp: "@pulumi/gcp",
  oci: "@pulumi/oci",
};

/** The inputs of a type, as its SDK declares them: the text of `interface …Args`. */
function inputsOf(type: string): string {
  const [cloud = "", module = "", name = ""] = type.split(":");
  const sdk = dirname(require.resolve(`${PACKAGES[cloud]}/package.json`));
  // Folders and files are called as the type is, save for capitals.
  const folder = join(sdk, module.split("/")[0]?.toLowerCase() ?? "");
  const file = readdirSync(folder).find((each) => each.toLowerCase() === `${name.toLowerCase()}.d.ts`);
  if (file === undefined) throw new Error(`${folder} declares no ${name}`);
  const declared = readFileSync(join(folder, file), "utf8");
  return declared.slice(declared.indexOf(`export interface ${name}Args`));
}

const takes = (type: string) => {
  const [cloud = ""] = type.split(":");
  return new RegExp(`\\b${LABEL_FIELDS[cloud]}\\??:`).test(inputsOf(type));
};

describe("a type of a cloud", () => {
  it.each([...TAKES_NONE])("takes no labels, and so needs none: %s", (type) => {
    expect(inputsOf(type)).toMatch(/^export interface \w+Args/);
    expect(takes(type)).toBe(false);
  });

  it.each([
    "azure-native:containerservice:ManagedCluster",
    "gcp:kms/cryptoKey:CryptoKey",
    "oci:Core/vcn:Vcn",
  ])("that takes labels is known to: %s", (type) => {
    expect(takes(type)).toBe(true);
  });
});
