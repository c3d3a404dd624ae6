import { join } from "node:path";
import { tell } from "../../../test/support/tell.ts";
import type { Recorded } from "../../plan/record.ts";

const PROGRAM = join(import.meta.dirname, "../../plan/json.ts");

/** The resources of a stack, planned in a process of its own, with values over the stack's. */
export async function planned(stack: string, values: Record<string, string> = {}): Promise<Recorded[]> {
  const { code, stdout, stderr } = await tell(process.execPath, [PROGRAM, stack, JSON.stringify(values)]);
  if (code !== 0) throw new Error(`the plan of ${stack} failed:\n${stderr}`);
  return JSON.parse(stdout) as Recorded[];
}
