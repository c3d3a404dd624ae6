import { z } from "zod";
import type { Changed, Changes, Resource } from "../compare/changes.ts";
import { fieldsBetween } from "../compare/fields.ts";
import { CiFailed, reasonOf } from "../failure.ts";

const state = z.looseObject({ inputs: z.record(z.string(), z.unknown()).nullish() }).nullish();

/** Of `pulumi preview --json` (pulumi/pulumi, pkg/display/json.go), which blinds secrets. It says nothing of policies. */
const digest = z.looseObject({
  steps: z
    .array(
      z.looseObject({
        op: z.string(),
        urn: z.string(),
        oldState: state,
        newState: state,
        detailedDiff: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  diagnostics: z.array(z.looseObject({ message: z.string(), severity: z.string() })).nullish(),
});

/** What a preview found, and what it complained of. */
interface Previewed extends Pick<Changes, "added" | "changed" | "removed"> {
  readonly errors: readonly string[];
}

/** @param text what `pulumi preview --json` printed @throws CiFailed when it is something else */
export function readPreview(text: string): Previewed {
  const { steps, diagnostics } = parse(text);
  const added: Resource[] = [];
  const removed: Resource[] = [];
  const changed: Changed[] = [];
  for (const step of steps ?? []) {
    const resource = resourceOf(step.urn);
    if (step.op === "create" || step.op === "import") added.push(resource);
    else if (step.op === "delete") removed.push(resource);
    // A replacement is three steps; this is the one that says so.
    else if (step.op === "update" || step.op === "replace") {
      const fields = fieldsBetween(step.oldState?.inputs ?? {}, step.newState?.inputs ?? {});
      // What only the provider sees has a path, but no values here.
      const unseen = fields.length > 0 ? [] : Object.keys(step.detailedDiff ?? {});
      fields.push(...unseen.map((path) => ({ path, after: "(as the provider finds it)" })));
      changed.push({ ...resource, fields, replaced: step.op === "replace" });
    }
  }
  const errors = (diagnostics ?? [])
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message.trim());
  return { added, changed, removed, errors };
}

function parse(text: string): z.infer<typeof digest> {
  try {
    return digest.parse(JSON.parse(text));
  } catch (error) {
    const why = reasonOf(error);
    throw new CiFailed(
      `pulumi preview --json says what isn't understood here: ${why}\n${text.slice(0, 500)}`,
    );
  }
}

/** `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`. */
function resourceOf(urn: string): Resource {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) || urn, name: name.join("::") || urn };
}
