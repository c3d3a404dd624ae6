import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../data/files.ts";
import type { DataPaths } from "../data/paths.ts";
import type { Secrets } from "../data/secrets.ts";
import { childEnv } from "../parts/env.ts";
import type { Command } from "../parts/part.ts";
import type { Ports } from "../parts/ports.ts";
import type { KafkaTool } from "../tools/kafka.ts";
import { run } from "../tools/run.ts";
import { kafkaProperties, LOG4J } from "./properties.ts";

/** The command of Apache Kafka on Java, after formatting its storage on first use. */
export async function jvmCommand(
  tool: Extract<KafkaTool, { kind: "jvm" }>,
  paths: DataPaths,
  ports: Ports,
  secrets: Secrets,
  report: (text: string) => void,
): Promise<Command> {
  const cwd = paths.kafka;
  mkdirSync(cwd, { recursive: true, mode: 0o700 });
  writeWhole(join(cwd, "server.properties"), kafkaProperties(ports));
  writeWhole(join(cwd, "log4j2.properties"), LOG4J);
  // Serial collector and C1 only: on a laptop, a fast start and little memory count for more than throughput.
  const jvm = [
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Dlog4j2.configurationFile=log4j2.properties",
    ...["-cp", join(tool.jars, "*")],
  ];
  const env = childEnv({});

  if (!existsSync(join(cwd, "data", "meta.properties"))) {
    report("formats its storage");
    rmSync(join(cwd, "data"), { recursive: true, force: true });
    await run(
      tool.java,
      [
        ...[...jvm, "kafka.tools.StorageTool", "format", "--standalone"],
        ...[`--cluster-id=${secrets.kafkaClusterId}`, "--config", "server.properties"],
      ],
      { cwd, env },
    );
  }
  return { file: tool.java, args: [...jvm, "kafka.Kafka", "server.properties"], cwd, env };
}
