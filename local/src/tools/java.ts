import { join } from "node:path";
import { PINS } from "./pins.ts";
import { run } from "./run.ts";

/** The major version in what `java -version` prints; undefined where it can't be told. */
export function javaMajor(printed: string): number | undefined {
  const version = /version "(\d+)(?:\.(\d+))?/.exec(printed);
  if (!version) return undefined;
  // Up to 8 it was called 1.8.
  return Number(version[1] === "1" ? version[2] : version[1]);
}

/** A java that is new enough, by JAVA_HOME first and then PATH; else why there is none. */
export async function findJava(env: NodeJS.ProcessEnv): Promise<{ java: string } | { missing: string }> {
  const candidates = [...(env.JAVA_HOME ? [join(env.JAVA_HOME, "bin", "java")] : []), "java"];
  const reasons: string[] = [];
  for (const java of candidates) {
    try {
      const major = javaMajor(await run(java, ["-version"]));
      if (major !== undefined && major >= PINS.kafka.java) return { java };
      reasons.push(`${java} is Java ${major ?? "of an unknown version"}`);
    } catch {
      reasons.push(`${java} doesn't run`);
    }
  }
  return { missing: reasons.join(", ") };
}
