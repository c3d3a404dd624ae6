import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { CHARTS } from "../../infra/platform/charts.ts";
import { ROOT } from "./support/repository.ts";

const config = z
  .object({
    customManagers: z.array(
      z.object({
        description: z.string(),
        managerFilePatterns: z.array(z.string().regex(/^\/.+\/$/)),
        matchStrings: z.array(z.string()),
        datasourceTemplate: z.string().optional(),
        packageNameTemplate: z.string().optional(),
        depNameTemplate: z.string().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, ".github/renovate.json"), "utf8")));

interface Found {
  readonly datasource: string | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly repository: string | undefined;
}

/** What Renovate's regex managers would find in a file: each match's named groups, put into its templates. */
function found(path: string): Found[] {
  const text = readFileSync(join(ROOT, path), "utf8");
  return config.customManagers
    .filter(({ managerFilePatterns }) =>
      managerFilePatterns.some((each) => new RegExp(each.slice(1, -1)).test(path)),
    )
    .flatMap(({ matchStrings, datasourceTemplate, packageNameTemplate, depNameTemplate }) =>
      matchStrings.flatMap((pattern) =>
        [...text.matchAll(new RegExp(pattern, "g"))].map(({ groups = {} }) => ({
          datasource: groups.datasource ?? datasourceTemplate,
          name:
            packageNameTemplate?.replaceAll(/\{\{\{(\w+)\}\}\}/g, (_, key: string) => groups[key] ?? "") ??
            groups.depName ??
            depNameTemplate,
          version: groups.currentValue,
          repository: groups.registryUrl,
        })),
      ),
    );
}
const byName = (a: Found, b: Found) => (String(a.name) < String(b.name) ? -1 : 1);

it("finds every chart, where it is published", () => {
  const charts = Object.values(CHARTS).map(({ repository, chart, version }) =>
    repository.startsWith("oci://")
      ? {
          datasource: "docker",
          name: `${repository.slice("oci://".length)}/${chart}`,
          version,
          repository: undefined,
        }
      : { datasource: "helm", name: chart, version, repository },
  );
  expect(found("infra/platform/charts.ts").sort(byName)).toEqual(charts.sort(byName));
});

it("finds every scanner", () => {
  const text = readFileSync(join(ROOT, "test/scan/support/tools.ts"), "utf8");
  const versions = [...text.matchAll(/^const [A-Z_]+ = "(\d[^"]*)";$/gm)].map(([, version]) => version);
  const scanners = found("test/scan/support/tools.ts");
  expect(versions.length).toBeGreaterThan(3);
  expect(scanners.map(({ version }) => version)).toEqual(versions);
  for (const { datasource } of scanners) expect(["go", "pypi"]).toContain(datasource);
});

it("finds every program that a workflow or action installs", () => {
  const files = globSync(".github/{workflows,actions}/**/*.yml", { cwd: ROOT });
  // Kubernetes and languages are chosen, not followed.
  const key = /^\s+(?!kubernetes|node|go|java)[\w-]+-(?:version|release): (v?\d\S+)$/gm;
  const installed = files.flatMap((path) =>
    [...readFileSync(join(ROOT, path), "utf8").matchAll(key)].map(([, version]) => version),
  );
  expect(installed).toContain("3.270.0");
  const followed = files.flatMap(found).map(({ version }) => version);
  expect(followed.sort()).toEqual(installed.sort());
});

it("follows one version of each program, whichever workflow installs it", () => {
  const files = globSync(".github/{workflows,actions}/**/*.yml", { cwd: ROOT });
  const all = files.flatMap(found).map(({ name, version }) => `${name} ${version}`);
  expect(all).toContain("pulumi/pulumi 3.270.0");
  const names = [...new Set(all)].map((each) => each.split(" ")[0]);
  expect(names).toEqual([...new Set(names)]);
});
