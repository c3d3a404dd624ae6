import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "../data/paths.ts";
import { type CacheContext, cached } from "./cache.ts";
import { parseChecksums, sha256 } from "./checksum.ts";
import { findJava } from "./java.ts";
import { PINS } from "./pins.ts";
import { run } from "./run.ts";

/** What runs the broker: Apache Kafka on Java, or Redpanda in a container. */
export type KafkaTool =
  | { readonly kind: "jvm"; readonly java: string; readonly jars: string }
  | { readonly kind: "docker"; readonly docker: string; readonly image: string };

/** Finds or fetches what runs the broker; rejects with what to install where neither way is open. */
export async function ensureKafka(context: CacheContext): Promise<KafkaTool> {
  const java = await findJava(process.env);
  if ("java" in java) {
    const cachedJars = await jars(context).catch((error: unknown) => error);
    if (typeof cachedJars === "string") return { kind: "jvm", java: java.java, jars: cachedJars };
    if (!(cachedJars instanceof NoMaven)) throw cachedJars;
  }
  const reason = "missing" in java ? java.missing : "Maven (mvn) is not installed";
  context.report(`looks for Docker, as ${reason}`);
  if (await dockerAnswers()) {
    await pull(context);
    return { kind: "docker", docker: "docker", image: PINS.redpanda.image };
  }
  throw new Error(
    `Kafka needs Java ${PINS.kafka.java} or newer and Maven, or Docker: ${reason}, and no Docker engine answers. ` +
      `Install Java ${PINS.kafka.java}+ and Maven (Debian, Ubuntu: openjdk-17-jre-headless and maven; macOS: ` +
      "brew install openjdk maven), or start Docker.",
  );
}

class NoMaven extends Error {}

/** Kafka's jars by their Maven coordinates, each checked against kafka/jars.sha256. */
function jars(context: CacheContext): Promise<string> {
  const own = join(ROOT, "local", "kafka");
  const expected = parseChecksums(readFileSync(join(own, "jars.sha256"), "utf8"));
  return cached(
    {
      name: `kafka-${PINS.kafka.version}`,
      intact: async (folder) => (await wrongJars(folder, expected)).length === 0,
      async make(folder) {
        await run("mvn", ["--version"]).catch((cause) => {
          throw new NoMaven("There is no mvn.", { cause });
        });
        context.report(`downloads Kafka ${PINS.kafka.version} (43 MB)`);
        let count = 0;
        await run(
          "mvn",
          [
            ...["--batch-mode", "--file", join(own, "pom.xml"), `${PINS.kafka.copyPlugin}:copy-dependencies`],
            ...["-DincludeScope=runtime", `-DoutputDirectory=${folder}`],
          ],
          {
            onLine: (line) => {
              if (!/Downloaded from .*\.jar/.test(line)) return;
              count += 1;
              context.report(`downloads Kafka ${PINS.kafka.version}: ${count} jars`);
            },
            ...(context.signal && { signal: context.signal }),
          },
        );
        const wrong = await wrongJars(folder, expected);
        if (wrong.length > 0)
          throw new Error(`Kafka's jars are not what kafka/jars.sha256 says: ${wrong.join(", ")}.`);
      },
    },
    context,
  );
}

/** Names that are missing, unknown or of another content. */
async function wrongJars(
  folder: string,
  expected: readonly { name: string; sha256: string }[],
): Promise<string[]> {
  const known = new Set(expected.map((line) => line.name));
  const unknown = (await readdir(folder)).filter((name) => name.endsWith(".jar") && !known.has(name));
  const checks = await Promise.all(
    expected.map(async (line) => {
      const found = await sha256(join(folder, line.name)).catch(() => undefined);
      return found === line.sha256 ? [] : [line.name];
    }),
  );
  return [...unknown, ...checks.flat()];
}

async function dockerAnswers(): Promise<boolean> {
  try {
    await run("docker", ["version", "--format", "{{.Server.Version}}"]);
    return true;
  } catch {
    return false;
  }
}

async function pull(context: CacheContext): Promise<void> {
  const { image } = PINS.redpanda;
  const present = await run("docker", ["image", "inspect", image]).catch(() => undefined);
  if (present !== undefined) return;
  context.report(`pulls ${image}`);
  await run("docker", ["pull", image], { ...(context.signal && { signal: context.signal }) });
}
