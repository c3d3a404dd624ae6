import { IMAGES } from "../../config/images.ts";
import type { Step } from "../step.ts";
import type { Builder } from "./builders.ts";
import type { Source } from "./source.ts";

/** What images are planned from. */
export interface ImagesRequest {
  readonly stack: string;
  /** `host/path` of a registry, or what stands for one in a node. */
  readonly repository: string;
  readonly source: Source;
  readonly builder: Builder;
  readonly signIn: readonly Step[];
}

/** Plans how every image is built and brought to where nodes find it, and named in the stack's configuration. */
export function planImages({ stack, repository, source, builder, signIn }: ImagesRequest): readonly Step[] {
  const images = IMAGES.map((name) => {
    const reference = `${repository}/${name}:${source.tag}`;
    return { name, built: builder({ name, reference, ...source }) };
  });
  const named = images.map(({ name, built }): Step => {
    const pulumi = (verb: string, ...value: string[]) => ({
      tool: "pulumi",
      args: [
        ...["config", verb, "--path", `punctual:images["${name}"]`, ...value],
        ...["--stack", stack, "--non-interactive"],
      ],
    });
    return {
      kind: "run",
      purpose: `${name} in the stack's configuration`,
      command: pulumi("set", built.reference),
      unless: { ...pulumi("get"), says: built.reference },
    };
  });
  // All at the end: a build that fails leaves the stack with images that belong together.
  return [...signIn, ...images.flatMap(({ built }) => built.steps), ...named];
}
