import { join } from "node:path";
import type { z } from "zod";
import { type Ended, run } from "../../infra/cli/process.ts";
import type { Place } from "../../infra/cli/run-steps.ts";
import { line } from "../../infra/cli/shell.ts";
import type { Command } from "../../infra/cli/step.ts";
import type { Images } from "../../infra/config/images.ts";
import { CiFailed } from "../failure.ts";
import { historySchema } from "./history.ts";
import { eachImage } from "./images-file.ts";

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
    refresh: () => pulumi(["refresh", "--preview-only", "--expect-no-changes", "--diff"]),
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
  /** What differs between the cloud and the state, as text; undefined for nothing. @throws CiFailed */
  drift(): Promise<string | undefined>;
}

/** @param place whose `cwd` is the folder of Pulumi.yaml */
export function openStack(name: string, place: Place): Stack {
  const commands = stackCommands(name);
  const told = async (command: Command) => {
    const ended = await run(command, place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new CiFailed(
        `${command.tool} is not installed, or not on the PATH: https://www.pulumi.com/docs/install/`,
      );
    });
    return ended;
  };
  const must = async (command: Command) => {
    const ended = await told(command);
    if (!ended.ok) throw new CiFailed(`Could not:\n  ${line(command)}\n${saidBy(ended)}`);
    return ended.stdout;
  };
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
      const ended = await told(commands.refresh());
      if (ended.ok) return undefined;
      // It ends the same way whether it found differences or couldn't look: only the former is drift.
      if (/no changes were expected but changes (were proposed|occurred)/.test(ended.stdout + ended.stderr))
        return ended.stdout;
      throw new CiFailed(`Could not:\n  ${line(commands.refresh())}\n${saidBy(ended)}`);
    },
  };
}

const saidBy = ({ stdout, stderr }: Ended) => `${stderr.trim()}\n${stdout.trim()}`.trim();

function parseHistory(text: string): History {
  const parsed = historySchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new CiFailed(`pulumi stack history says what isn't understood here: ${parsed.error.message}`);
}
