import { readSecrets } from "@punctual/local/data/secrets";
import { dataFolder } from "@punctual/local/data/settings";
import { CommandFailed } from "@punctual/local/failure";
import { requireSupervisor } from "@punctual/local/supervisor/control-client";
import type { Command } from "commander";

/** Options of every command: which platform, and how to print. */
export interface PlaceOptions {
  readonly url?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Where chat-api is, and what opens its `/admin`. */
export interface Place {
  readonly url: string;
  readonly token: string;
}

/** Adds `--url`, `--data-dir` and `--json`. */
export function withPlace(command: Command): Command {
  return command
    .option("--url <url>", "a platform elsewhere; PUNCTUAL_ADMIN_TOKEN has its admin token")
    .option("--data-dir <folder>", "of the platform on this machine (PUNCTUAL_DATA_DIR, else .local)")
    .option("--json", "print JSON");
}

/** Finds the platform that is meant. Throws CommandFailed where there is none. */
export function findPlace(options: PlaceOptions, env: NodeJS.ProcessEnv = process.env): Place {
  if (options.url !== undefined) return placeElsewhere(options.url, env.PUNCTUAL_ADMIN_TOKEN);
  const paths = dataFolder(options.dataDir, env);
  const { url } = requireSupervisor(paths).state;
  const token = readSecrets(paths)?.adminToken;
  if (token === undefined) throw new CommandFailed(`${paths.secrets} is missing.`);
  return { url, token };
}

function placeElsewhere(url: string, token: string | undefined): Place {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new CommandFailed(`--url is ${JSON.stringify(url)}; it must be such as https://tasks.example.com.`);
  }
  if (!token) throw new CommandFailed("With --url, set PUNCTUAL_ADMIN_TOKEN to that platform's admin token.");
  return { url, token };
}
