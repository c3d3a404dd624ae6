import { z } from "zod";

const paths = z.partialRecord(z.enum(["kube-score", "checkov", "actionlint", "zizmor"]), z.string());

/** Paths of the scanners that could be had, from run.ts. */
export function scannersHere(env: NodeJS.ProcessEnv): z.infer<typeof paths> {
  return paths.parse(JSON.parse(env.PUNCTUAL_SCANNERS ?? "{}"));
}
