import * as pulumi from "@pulumi/pulumi";
import { unwrap } from "./secrets.ts";

/** A resource as the program declared it. */
export interface Recorded {
  /** Pulumi's type token, such as `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  readonly name: string;
  /** Inputs, with secrets in the clear. */
  readonly inputs: Record<string, unknown>;
  /** Top-level inputs that Pulumi treats as secret. */
  readonly secretInputs: readonly string[];
  /** `urn::id` of the provider; empty for a default one and for components. */
  readonly provider: string;
  readonly custom: boolean;
  /** `type name` of what it was told to depend on. */
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
}

/** What a function of a provider answers, by its token. */
type Answers = Readonly<Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>>;

/** What clouds would say, in place of their own answers. */
export interface Clouds {
  /** Answers of functions. */
  readonly answers: Answers;
  /** What is added to a resource's inputs, by its type. */
  readonly outputs: Answers;
}

/**
 * Runs a program on Pulumi's mocks and tells what it declared. Pulumi's runtime keeps its state in the process, so a
 * process can do it once.
 *
 * @throws what the program throws
 */
export async function record(
  { project, stack }: { project: string; stack: string },
  { answers, outputs }: Clouds,
  program: () => Promise<unknown>,
): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  const options = new Map<string, { dependsOn: string[]; protect: boolean }>();
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, provider, custom, id }) {
        const [plain, secretInputs] = unwrap(inputs);
        const told = options.get(`${type} ${name}`);
        // Reading what exists declares nothing.
        if (!id) {
          recorded.push({
            type,
            name,
            inputs: plain,
            secretInputs,
            provider: provider ?? "",
            custom: custom ?? true,
            dependsOn: told?.dependsOn ?? [],
            protect: told?.protect ?? false,
          });
        }
        return { id: id || `${name}-id`, state: { ...plain, ...outputs[type]?.(plain) } };
      },
      call({ token, inputs }) {
        const answer = answers[token];
        if (!answer) throw new Error(`${token} was called, and no answer is known for it`);
        return answer(inputs);
      },
    },
    project,
    stack,
  );
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(({ type, name, opts }) => {
      options.set(`${type} ${name}`, { dependsOn: namesOf(opts.dependsOn), protect: opts.protect ?? false });
      return undefined;
    });
    await program();
  });
  await settled(recorded);
  return recorded.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

/** Waits until no more resources come: their registration goes on after the program's last line. */
async function settled(recorded: readonly Recorded[]): Promise<void> {
  for (let seen = -1; seen !== recorded.length; ) {
    seen = recorded.length;
    await pulumi.runtime.disconnect();
  }
}

function namesOf(dependsOn: pulumi.ResourceOptions["dependsOn"]): string[] {
  if (dependsOn === undefined) return [];
  const all = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
  return all.map((each) => {
    if (pulumi.Resource.isInstance(each)) return nameOf(each);
    throw new Error(
      "dependsOn must list resources, not outputs or promises: a plan shows what it depends on",
    );
  });
}

/** `type name` of a resource, as Pulumi keeps them in every resource object. */
function nameOf(resource: pulumi.Resource): string {
  const { __pulumiType: type, __name: name } = resource as unknown as {
    __pulumiType: string;
    __name: string;
  };
  return `${type} ${name}`;
}
