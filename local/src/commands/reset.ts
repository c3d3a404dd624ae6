import { existsSync, rmSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { dataFolder } from "../data/settings.ts";
import { readState } from "../data/state.ts";
import { CommandFailed } from "../failure.ts";
import { removeContainerData } from "../kafka/redpanda.ts";
import { outsideFolders } from "../postgres/place.ts";
import { findLeftovers } from "../supervisor/leftovers.ts";
import { requireNotRunning } from "../supervisor/platform.ts";
import { type DataOptions, withDataDir } from "./options.ts";

/** What tells a data folder of ours from any other folder that a person may name. */
const OWN_FILES = ["secrets.json", "dapr-secrets.json", "logs"];

/** `reset`: removes all data of a platform, which is lost. */
export function addReset(program: Command): void {
  withDataDir(program.command("reset"))
    .description("removes all tasks, secrets and logs of the platform; asks first")
    .option("-y, --yes", "do not ask")
    .action(async (options: DataOptions & { yes?: boolean }) => {
      const paths = dataFolder(options.dataDir, process.env);
      requireNotRunning(paths);
      const state = readState(paths);
      if (state && findLeftovers(state).length > 0) {
        throw new CommandFailed(
          "Parts of a supervisor that was killed still run. `npm run local -- stop` stops them.",
        );
      }
      if (!existsSync(paths.dir)) {
        console.log(`There is nothing at ${paths.dir}.`);
        return;
      }
      if (!OWN_FILES.some((name) => existsSync(`${paths.dir}/${name}`))) {
        throw new CommandFailed(`${paths.dir} is not a data folder of Punctual; nothing is removed.`);
      }
      const folders = [paths.dir, ...outsideFolders(paths)];
      if (!options.yes && !(await agreed(folders))) throw new CommandFailed("Nothing is removed.");
      await removeContainerData(paths);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      console.log("Everything is removed. `npm start` begins with an empty platform.");
    });
}

async function agreed(folders: readonly string[]): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new CommandFailed("There is no terminal to ask on; `reset --yes` removes all data without asking.");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `This removes all data in ${folders.join(" and ")}. Type yes to go on: `,
    );
    return answer.trim().toLowerCase() === "yes";
  } finally {
    terminal.close();
  }
}
