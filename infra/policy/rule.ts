import type { Asked } from "./asked.ts";

/** A resource as the program declared it. */
export interface Declared {
  /** Pulumi's type token, such as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
  /** What it is to be made of. In a preview, reading a value that isn't known yet throws. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Logical name of its provider; undefined for components and for providers themselves. */
  readonly provider: string | undefined;
  /** Whether it stands in manifests that others publish and a component of this stack applies, unseen as a chart's. */
  readonly published: boolean;
}

/** What every rule says of itself. */
interface Rule {
  /** Kebab-case; Pulumi shows it beside what is refused. */
  readonly name: string;
  /** What must hold. */
  readonly description: string;
  /** What would be right, said after what is wrong. */
  readonly remedy: string;
}

/** A rule for one resource at a time. */
export interface ResourceRule extends Rule {
  /** What is wrong with a resource: the end of a sentence that begins with its name. */
  readonly check: (resource: Declared, asked: Asked) => readonly string[];
}

/** A rule for all resources of a stack together. */
export interface StackRule extends Rule {
  /** What is wrong: whole sentences without the full stop. */
  readonly checkAll: (resources: readonly Declared[], asked: Asked) => readonly string[];
}
