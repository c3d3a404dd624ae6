import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { SECRET_KEYS, TEXT_KEYS } from "../../../infra/config/schema.ts";
import { type Said, tell } from "../../support/tell.ts";

const ROOT = join(import.meta.dirname, "../../..");
const STACK = "engine";

/** What the engine needs on PATH, each with what it is for. Plugins may also be where `pulumi plugin install` puts them. */
export async function missingEngine(): Promise<string | undefined> {
  const found = await tell("pulumi", ["plugin", "ls", "--json"]).catch(() => undefined);
  if (found?.code !== 0) return "pulumi is not on PATH";
  if ((await tell("sh", ["-c", "command -v pulumi-language-nodejs"])).code !== 0) {
    return "pulumi-language-nodejs is not on PATH";
  }
  const installed = (JSON.parse(found.stdout) as { name: string }[]).some(
    ({ name }) => name === "kubernetes",
  );
  const onPath = (await tell("sh", ["-c", "command -v pulumi-resource-kubernetes"])).code === 0;
  return installed || onPath ? undefined : "the kubernetes plugin is not installed (pulumi plugin install)";
}

/** A stack of the real program on a file backend of its own. */
export interface Engine {
  /** Runs `pulumi`; throws with what it said when it fails. */
  run(args: readonly string[], input?: string): Promise<string>;
  /** Runs `pulumi` and tells how it ended. */
  try(args: readonly string[], input?: string): Promise<Said>;
  /** Sets values: full keys with their text; secrets as secrets. */
  configure(values: Readonly<Record<string, string>>): Promise<void>;
  remove(): void;
}

/** Makes an empty stack, in a folder that borrows the program: the repository's own stacks stay as they are. */
export async function createEngine(): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "punctual-engine-"));
  mkdirSync(join(folder, "state"));
  mkdirSync(join(folder, "stacks"));
  cpSync(join(ROOT, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  symlinkSync(join(ROOT, "infra"), join(folder, "infra"));
  const env = {
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of a test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const pulumi = (args: readonly string[], input = "") =>
    tell("pulumi", [...args, "--cwd", folder, "--non-interactive"], input, { env });
  const attempt = (args: readonly string[], input = "") => pulumi([...args, "--stack", STACK], input);
  const engine: Engine = {
    try: attempt,
    async run(args, input) {
      const { code, stdout, stderr } = await attempt(args, input);
      if (code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stderr}\n${stdout}`);
      return stdout;
    },
    async configure(values) {
      const path = join(folder, "stacks", `Pulumi.${STACK}.yaml`);
      const file = parse(readFileSync(path, "utf8")) as { config?: Record<string, unknown> };
      const short = (key: string) => key.replace(/^punctual:/, "");
      const plain = Object.entries(values)
        .filter(([key]) => !SECRET_KEYS.has(short(key)))
        .map(([key, text]) => [key, TEXT_KEYS.has(short(key)) ? text : JSON.parse(text)]);
      writeFileSync(path, stringify({ ...file, config: { ...file.config, ...Object.fromEntries(plain) } }));
      for (const [key, text] of Object.entries(values)) {
        if (SECRET_KEYS.has(short(key))) await engine.run(["config", "set", "--secret", key], text);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
  const made = await pulumi(["stack", "init", STACK]);
  if (made.code !== 0) throw new Error(`pulumi stack init ended with ${made.code}:\n${made.stderr}`);
  return engine;
}
