import { globSync } from "node:fs";
import { z } from "zod";
import { tell } from "../../support/tell.ts";
import type { Finding } from "./finding.ts";

/** Of `kube-score score -o json`. */
const report = z.array(
  z.object({
    type_meta: z.object({ kind: z.string() }),
    object_meta: z.object({ name: z.string(), namespace: z.string().optional() }),
    checks: z.array(
      z.object({
        check: z.object({ id: z.string() }),
        grade: z.number(),
        skipped: z.boolean(),
        comments: z.array(z.object({ summary: z.string() })).nullable(),
      }),
    ),
  }),
);

/** kube-score's grades: 1 critical, 5 warning, 7 almost, 10 all right. */
const CRITICAL = 1;
/** Of the cluster that the tests run on. */
const KUBERNETES = "v1.34";

/** What kube-score calls critical in a folder of manifests, taken together: those of one cluster. */
export async function kubeScore(program: string, folder: string): Promise<Finding[]> {
  const files = globSync(`${folder}/*.yaml`);
  const args = ["score", "--output-format", "json", "--kubernetes-version", KUBERNETES, ...files];
  const { code, stdout, stderr } = await tell(program, args);
  if (code !== 0 && code !== 1) throw new Error(`kube-score ended with ${code}:\n${stderr}`);
  const objects = report.parse(JSON.parse(stdout));
  if (objects.length === 0) throw new Error(`kube-score looked at nothing in ${folder}`);
  return objects.flatMap(({ type_meta: { kind }, object_meta: { namespace = "", name }, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade <= CRITICAL)
      .flatMap(({ check, comments }) =>
        (comments ?? []).map(({ summary }) => ({
          tool: "kube-score",
          check: check.id,
          object: `${kind}/${namespace}/${name}`,
          says: summary,
        })),
      ),
  );
}
