import { createHash, randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { StackFiles } from "../data-dir.ts";
import type { Generated, Step, Write } from "../step.ts";

/** Where Pulumi keeps a stack's state and what it encrypts its secrets with, and how to make both. */
export interface StateHome {
  /** URL of `pulumi login`; may hold answers of the steps. */
  readonly backend: string;
  /** Of `pulumi stack init --secrets-provider`. */
  readonly secretsProvider: string;
  /** Variables that Pulumi needs besides, to reach them. */
  readonly variables: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** 256 bits, in base64. */
export const randomKey: Generated = {
  make: () => randomBytes(32).toString("base64"),
  shell: "openssl rand -base64 32",
};

/** A part of a name that is the same for the same account, and another for any other: 12 hexadecimal digits. */
export function fingerprint(account: string): string {
  return createHash("sha256").update(account).digest("hex").slice(0, 12);
}

/** What Pulumi derives the key of a stack's secrets from, where no key service does that. */
export function passphrase({ passphrase: path }: StackFiles): {
  readonly steps: readonly [Write];
  readonly variables: Readonly<Record<string, string>>;
} {
  return {
    steps: [
      {
        kind: "write",
        purpose: `a passphrase in ${path}, for secrets of this stack: keep a copy elsewhere`,
        path,
        content: { generated: randomKey },
      },
    ],
    variables: { PULUMI_CONFIG_PASSPHRASE_FILE: path },
  };
}

/** A folder on this machine. */
export function folder(files: StackFiles): StateHome {
  const secret = passphrase(files);
  return {
    backend: pathToFileURL(files.state).href,
    secretsProvider: "passphrase",
    variables: secret.variables,
    steps: [
      {
        kind: "write",
        purpose: `a folder for the state: ${files.state}`,
        path: `${files.state}/README`,
        content: { text: "State of Pulumi's stacks: what is deployed where. Back it up.\n" },
      },
      ...secret.steps,
    ],
  };
}

/** What someone has already: Pulumi Cloud, or a backend of their own. */
export function given(backend: string, secretsProvider: string | undefined, files: StackFiles): StateHome {
  if (/^https?:/.test(backend)) {
    const signedIn: Step = {
      kind: "run",
      purpose: `sign in to ${backend}`,
      command: { tool: "pulumi", args: ["login", backend], live: true },
      unless: {
        tool: "pulumi",
        args: ["whoami", "--non-interactive"],
        env: { PULUMI_BACKEND_URL: backend },
      },
    };
    return { backend, secretsProvider: secretsProvider ?? "default", variables: {}, steps: [signedIn] };
  }
  if (secretsProvider !== undefined && secretsProvider !== "passphrase") {
    return { backend, secretsProvider, variables: {}, steps: [] };
  }
  return { backend, secretsProvider: "passphrase", ...passphrase(files) };
}
