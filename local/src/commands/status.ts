import type { Command } from "commander";
import type { DataPaths } from "../data/paths.ts";
import { readSecrets } from "../data/secrets.ts";
import { dataFolder } from "../data/settings.ts";
import { CommandFailed, NOT_RUNNING } from "../failure.ts";
import { findSupervisor } from "../supervisor/control-client.ts";
import { type DataOptions, withDataDir } from "./options.ts";

/** What `status --json` prints. */
interface Status {
  /** Null when the platform doesn't run. */
  readonly url: string | null;
  readonly mcp_url: string | null;
  readonly token: string | null;
  readonly data_dir: string;
  readonly parts: readonly {
    name: string;
    pid: number | null;
    ports: readonly number[];
    healthy: boolean;
    restarts: number;
  }[];
}

/** `status`: what runs, and how it is. */
export function addStatus(program: Command): void {
  withDataDir(program.command("status"))
    .description("shows what runs and whether it is healthy")
    .option("--json", "print one JSON object")
    .action(async (options: DataOptions & { json?: boolean }) => {
      const paths = dataFolder(options.dataDir, process.env);
      const status = await currentStatus(paths);
      if (options.json) console.log(JSON.stringify(status, undefined, 2));
      else if (status.url !== null) console.log(table(status));
      if (status.url === null) {
        throw new CommandFailed(
          `Punctual does not run on ${paths.dir}. \`npm start\` starts it.`,
          NOT_RUNNING,
        );
      }
    });
}

async function currentStatus(paths: DataPaths): Promise<Status> {
  const token = readSecrets(paths)?.userToken ?? null;
  const supervisor = findSupervisor(paths);
  const snapshot = await supervisor?.snapshot();
  if (!supervisor || !snapshot) return { url: null, mcp_url: null, token, data_dir: paths.dir, parts: [] };
  const { url } = supervisor.state;
  return {
    url,
    mcp_url: `${url}/mcp`,
    token,
    data_dir: paths.dir,
    parts: snapshot.parts.map(({ name, pid, ports, phase, restarts }) => ({
      name,
      pid,
      ports,
      healthy: phase === "healthy",
      restarts,
    })),
  };
}

function table(status: Status): string {
  const rows = status.parts.map((part) => [
    part.name,
    part.healthy ? "healthy" : "NOT HEALTHY",
    part.pid === null ? "-" : String(part.pid),
    part.restarts === 0 ? "" : `${part.restarts} restart${part.restarts === 1 ? "" : "s"}`,
    part.ports.join(" "),
  ]);
  const all = [["PART", "STATE", "PID", "", "PORTS"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [`${status.url}    MCP ${status.mcp_url}    data ${status.data_dir}`, "", ...lines].join("\n");
}
