import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { CliError } from "../errors.ts";

/**
 * OCID of the user that the OCI CLI signs in as (docs: SDK and CLI Configuration File).
 *
 * @throws CliError when its configuration names none
 */
export function ociUser(env: NodeJS.ProcessEnv): string {
  const file = env.OCI_CLI_CONFIG_FILE ?? join(env.HOME ?? homedir(), ".oci", "config");
  const profile = env.OCI_CLI_PROFILE ?? "DEFAULT";
  const user =
    env.OCI_CLI_USER ?? (existsSync(file) ? userIn(readFileSync(file, "utf8"), profile) : undefined);
  if (user) return user;
  throw new CliError(
    `Whose key is to open the bucket? ${file} names no user in profile ${profile}: oci setup config, or set OCI_CLI_USER to a user's OCID.`,
  );
}

/** The `user` of a profile; what another lacks stands in none. */
function userIn(text: string, profile: string): string | undefined {
  let section: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    section = /^\s*\[(.+)\]\s*$/.exec(line)?.[1] ?? section;
    const user = /^\s*user\s*=\s*(\S+)\s*$/.exec(line)?.[1];
    if (user && section === profile) return user;
  }
  return undefined;
}
