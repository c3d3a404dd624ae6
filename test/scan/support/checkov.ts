import { z } from "zod";
import { tell } from "../../support/tell.ts";
import type { Finding } from "./finding.ts";

const checks = z.array(
  z.object({
    check_id: z.string(),
    check_name: z.string(),
    /** `Kind.namespace.name`; a name may have dots. */
    resource: z.string(),
    /** From the scanned folder on: `/FOLDER/FILE.yaml`. */
    file_path: z.string(),
  }),
);
/** Of `checkov -o json` with one framework. */
const report = z.object({
  results: z.object({ failed_checks: checks, passed_checks: checks }),
  summary: z.object({ parsing_errors: z.number() }),
});

/**
 * What checkov finds in the folders below one, by their names. It takes seconds to start, so all are looked at in one go.
 *
 * @returns an entry for each folder that it looked at
 */
export async function checkov(
  python: string,
  root: string,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const args = [
    ...["-m", "checkov.main", "--directory", root, "--framework", "kubernetes", "--output", "json"],
    // Nothing is asked of the network, or told to it.
    ...["--skip-download", "--compact"],
  ];
  const { code, stdout, stderr } = await tell(python, args);
  if (code !== 0 && code !== 1) throw new Error(`checkov ended with ${code}:\n${stderr}`);
  const { results, summary } = report.parse(JSON.parse(stdout));
  if (summary.parsing_errors > 0) throw new Error(`checkov can't read everything in ${root}:\n${stderr}`);
  const folderOf = (path: string) => path.split("/")[1] ?? "";
  const all = [...results.passed_checks, ...results.failed_checks];
  const found = new Map<string, Finding[]>(all.map(({ file_path }) => [folderOf(file_path), []]));
  for (const { check_id: check, check_name: says, resource, file_path } of results.failed_checks) {
    const [kind = "", namespace = "", ...name] = resource.split(".");
    const object = `${kind}/${namespace}/${name.join(".")}`;
    found.get(folderOf(file_path))?.push({ tool: "checkov", check, object, says });
  }
  return found;
}
