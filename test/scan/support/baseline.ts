import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { Finding } from "./finding.ts";

const line = z.strictObject({
  tool: z.enum(["kube-score", "checkov"]),
  check: z.string().min(1),
  /** `Kind/namespace/name`; * stands for anything. */
  object: z.string().min(1),
  /** What the scanner says, where a check says several things. */
  says: z.string().min(1).optional(),
  reason: z.string().min(20, "must be a reason, not a word"),
});
/** A finding that stays, and why. */
export type Line = z.infer<typeof line>;

/** The findings that stay. @throws when a line has no reason, or is otherwise wrong */
export function readBaseline(path: string): Line[] {
  return z.array(line).parse(parse(readFileSync(path, "utf8")));
}

/** Whether a line is about a finding. */
export function covers({ tool, check, object, says }: Line, finding: Finding): boolean {
  return (
    tool === finding.tool &&
    check === finding.check &&
    (says === undefined || says === finding.says) &&
    pattern(object).test(finding.object)
  );
}

const pattern = (text: string) => new RegExp(`^${text.split("*").map(escaped).join(".*")}$`);
const escaped = (text: string) => text.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&");
