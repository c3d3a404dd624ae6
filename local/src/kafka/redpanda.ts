import { createHash } from "node:crypto";
import type { DataPaths } from "../data/paths.ts";
import { childEnv } from "../parts/env.ts";
import type { Command } from "../parts/part.ts";
import type { Ports } from "../parts/ports.ts";
import type { KafkaTool } from "../tools/kafka.ts";
import { run } from "../tools/run.ts";

/** Names of the container and its volume: one pair for each data folder. */
function containerName(paths: DataPaths): string {
  return `punctual-kafka-${createHash("sha256").update(paths.dir).digest("hex").slice(0, 12)}`;
}

/** The command of Redpanda in a container: speaks Kafka's protocol, for machines without Java. */
export async function redpandaCommand(
  tool: Extract<KafkaTool, { kind: "docker" }>,
  paths: DataPaths,
  ports: Ports,
  report: (text: string) => void,
): Promise<Command> {
  const name = containerName(paths);
  // The client may have been killed without its container.
  report("removes a container left behind");
  await run(tool.docker, ["rm", "--force", name]).catch(() => undefined);
  return {
    file: tool.docker,
    args: [
      ...["run", "--rm", "--name", name],
      ...["--publish", `127.0.0.1:${ports.kafka}:${ports.kafka}`],
      ...["--volume", `${name}:/var/lib/redpanda/data`],
      tool.image,
      ...["redpanda", "start", "--mode", "dev-container", "--smp", "1", "--memory", "512M"],
      ...["--kafka-addr", `PLAINTEXT://0.0.0.0:${ports.kafka}`],
      ...["--advertise-kafka-addr", `PLAINTEXT://127.0.0.1:${ports.kafka}`],
      ...["--set", "redpanda.auto_create_topics_enabled=false"],
      ...["--set", "redpanda.group_initial_rebalance_delay=0"],
    ],
    cwd: paths.dir,
    env: childEnv({ ...(process.env.DOCKER_HOST && { DOCKER_HOST: process.env.DOCKER_HOST }) }),
  };
}

/** Removes the container's volume, where there is a Docker that may have one. */
export async function removeContainerData(paths: DataPaths): Promise<void> {
  await run("docker", ["volume", "rm", "--force", containerName(paths)]).catch(() => undefined);
}
