import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where a person's data lives that must outlast a clone of this repository: XDG Base Directory on Linux, the system's own
 * place elsewhere.
 */
export function dataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const home = env.HOME ?? homedir();
  if (platform === "win32") return join(env.LOCALAPPDATA ?? join(home, "AppData", "Local"), "punctual");
  if (platform === "darwin") return join(home, "Library", "Application Support", "punctual");
  return join(env.XDG_DATA_HOME ?? join(home, ".local", "share"), "punctual");
}

/** Files of a stack that stay on this machine. */
export interface StackFiles {
  /** State of stacks whose backend is a folder. */
  readonly state: string;
  readonly passphrase: string;
  /** Keys of a bucket that speaks S3. */
  readonly bucketKeys: string;
  /** Variables that Pulumi needs, for a shell to read. */
  readonly variables: string;
}

/** Where a stack's files are. */
export function stackFiles(stack: string, data: string): StackFiles {
  const own = join(data, "pulumi", stack);
  return {
    state: join(data, "pulumi", "state"),
    passphrase: join(own, "passphrase"),
    bucketKeys: join(own, "bucket-keys"),
    variables: join(own, "variables.sh"),
  };
}
