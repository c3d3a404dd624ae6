import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CiFailed } from "../../failure.ts";
import type { Session } from "./exchange.ts";

/** How the OCI CLI, its SDKs and Pulumi find a session. */
export interface Profile {
  /** `DEFAULT`, or as the stack's `signIn.profile` says. */
  readonly name: string;
  readonly tenancy: string;
  /** Such as `eu-frankfurt-1`. */
  readonly region: string;
}

/**
 * Writes a session and its key below a home's `.oci`, for this user alone.
 *
 * @returns the configuration's path
 * @throws CiFailed when a configuration is there already: a person's own is never touched
 */
export function writeProfile(home: string, { name, tenancy, region }: Profile, session: Session): string {
  const folder = join(home, ".oci");
  const config = join(folder, "config");
  if (existsSync(config) && !readFileSync(config, "utf8").startsWith(BANNER)) {
    throw new CiFailed(`${config} is there already, and not from here: set HOME to another folder.`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const save = (path: string, text: string) => writeFileSync(path, text, { mode: 0o600 });
  const [key, token] = [join(folder, "session.pem"), join(folder, "session.token")];
  save(key, session.privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  save(token, session.token);
  save(
    config,
    `${BANNER}
[${name}]
fingerprint=${session.fingerprint}
key_file=${key}
tenancy=${tenancy}
region=${region}
security_token_file=${token}
`,
  );
  return config;
}

const BANNER = "# Written by a workflow's sign-in.";
