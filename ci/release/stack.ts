import { join } from "node:path";
import type { z } from "zod";
import type { Place } from "../../infra/cli/run-steps.ts";
import { line } from "../../infra/cli/shell.ts";
import type { Command } from "../../infra/cli/step.ts";
import type { Images } from "../../infra/config/images.ts";
import { CiFailed } from "../failure.ts";
import { type Drift, readDrift } from "./drift.ts";
import { historySchema } from "./history.ts";
import { eachImage } from "./images-file.ts";
import { mustRun, runTool, saidBy } from "./tool.ts";

/** The rules that every stack obeys, handed to each `up`. */
const POLICY_PACK = join("infra", "policy");
const PAGE = 100;

type History = z.infer<typeof historySchema>;

/** Commands on one stack: `pulumi`, without asking anybody anything. */
export function stackCommands(stack: string) {
  const pulumi = (args: readonly string[], live = false): Command => ({
    tool: "pulumi",
    args: [...args, "--stack", stack, "--non-interactive"],
    ...(live && { live }),
  });
  return {
    nameImage: (name: string, reference: string) =>
      pulumi(["config", "set", "--path", `punctual:images["${name}"]`, reference]),
    up: (message: string) =>
      pulumi(["up", "--yes", "--skip-preview", "--policy-pack", POLICY_PACK, "--message", message], true),
    /** Fails when anything changed. */
    upAgain: (message: string) =>
      pulumi(
        [
          ...["up", "--yes", "--skip-preview", "--expect-no-changes"],
          ...["--policy-pack", POLICY_PACK, "--message", message],
        ],
        true,
      ),
    history: (page: number) =>
      pulumi(["stack", "history", "--json", "--page-size", String(PAGE), "--page", String(page)]),
    output: (name: string) => pulumi(["stack", "output", name]),
    /** Changes nothing, and fails when the state is not what it finds. */
    look: () => pulumi(["refresh", "--preview-only", "--expect-no-changes", "--json"]),
  };
}

/** A stack, through Pulumi's command line. */
export interface Stack {
  readonly name: string;
  /** Names images in the stack's configuration, in the working tree. @throws CiFailed */
  nameImages(images: Images): Promise<void>;
  /** Whether it came up. */
  up(message: string): Promise<boolean>;
  /** Whether it came up, and there was nothing to do. */
  upAgain(message: string): Promise<boolean>;
  /** Every update, newest first. @throws CiFailed */
  history(): Promise<History>;
  /** What the stack says of itself. @throws CiFailed */
  output(name: string): Promise<string>;
  /** Which resources are not what the state says, and how many; undefined for none. @throws CiFailed */
  drift(): Promise<Drift | undefined>;
}

/** @param place whose `cwd` is the folder of Pulumi.yaml */
export function openStack(name: string, place: Place): Stack {
  const commands = stackCommands(name);
  const told = (command: Command) => runTool(command, place);
  const must = (command: Command) => mustRun(command, place);
  return {
    name,
    async nameImages(images) {
      for (const [image, reference] of eachImage(images)) await must(commands.nameImage(image, reference));
    },
    up: async (message) => (await told(commands.up(message))).ok,
    upAgain: async (message) => (await told(commands.upAgain(message))).ok,
    async history() {
      const updates: History = [];
      for (let page = 1; ; page++) {
        const found = parseHistory(await must(commands.history(page)));
        updates.push(...found);
        if (found.length < PAGE) return updates;
      }
    },
    output: async (output) => (await must(commands.output(output))).trim(),
    async drift() {
      const ended = await told(commands.look());
      if (ended.ok) return undefined;
      // It ends the same way whether it found differences or couldn't look: only the former is drift.
      if (ended.stderr.includes("no changes were expected")) return readDrift(ended.stdout);
      throw new CiFailed(`Could not:\n  ${line(commands.look())}\n${saidBy(ended)}`);
    },
  };
}

function parseHistory(text: string): History {
  const parsed = historySchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new CiFailed(`pulumi stack history says what isn't understood here: ${parsed.error.message}`);
}
