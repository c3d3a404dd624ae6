import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const INFRA = join(import.meta.dirname, "../..");
const kustomization = z.looseObject({ resources: z.array(z.string()).min(1) });
/** A release or a commit in the address, as a folder of it or as ?ref=. */
const PINNED = /^https:\/\/.*(\/v\d+\.\d+\.\d+\/|[?&]ref=(v\d+\.\d+\.\d+|[0-9a-f]{40})$)/;

const files = globSync("{clusters,platform}/**/kustomization.yaml", { cwd: INFRA });

describe("what a kustomization takes from others", () => {
  it("is looked for where there is some", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files)("is pinned to a version: %s", (file) => {
    const { resources } = kustomization.parse(parse(readFileSync(join(INFRA, file), "utf8")));
    const remote = resources.filter((each) => each.includes("://"));
    expect(remote.filter((each) => !PINNED.test(each))).toEqual([]);
  });
});
