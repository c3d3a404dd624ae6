import type { StackConfig } from "../config/schema.ts";
import { readConfig } from "../config.ts";
import { deploy } from "../program.ts";
import { CLOUDS } from "./clouds.ts";
import { type Recorded, record } from "./record.ts";
import { readStackFile } from "./stack-file.ts";

/** What a stack would consist of. */
export interface Plan {
  readonly stack: string;
  readonly config: StackConfig;
  readonly resources: readonly Recorded[];
}

/**
 * Runs the whole program on mocks: no account, no cluster, no engine. A process can do it once.
 *
 * @param adjust changes values before they are read, in tests
 * @throws ConfigError as `pulumi up` would
 */
export async function planStack(
  stack: string,
  adjust: (values: Record<string, string>) => Record<string, string> = (values) => values,
): Promise<Plan> {
  const source = readStackFile(stack);
  const config = readConfig({ ...source, values: adjust({ ...source.values }) });
  const resources = await record({ project: "punctual", stack }, CLOUDS, () =>
    deploy(config, async () => ({ kubeconfig: "placeholder: a kubeconfig" })),
  );
  return { stack, config, resources };
}
