import { createHash, randomBytes } from "node:crypto";
import { SECRETS } from "@punctual/contracts/names";
import { z } from "zod";
import { readIfThere, writeWhole } from "./files.ts";
import type { DataPaths } from "./paths.ts";

/** 256 bits, in letters that need no quoting in URLs, shells and files. */
const newSecret = () => randomBytes(32).toString("base64url");

/** A random id that doesn't begin with a dash: Kafka's tools would take it for an option. */
function newClusterId(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString("base64url");
}

const secretsSchema = z.object({
  /** The user's bearer token for chat-api. */
  userToken: z.string().default(newSecret),
  /** What `npm run admin` shows chat-api. */
  adminToken: z.string().default(newSecret),
  /** What `local` commands show the supervisor. */
  controlToken: z.string().default(newSecret),
  /** What a service shows its sidecar. */
  daprApiToken: z.string().default(newSecret),
  /** What a sidecar shows its service. */
  appApiToken: z.string().default(newSecret),
  /** The key notifier signs action links with: 32 bytes, base64. */
  actionLinksKey: z.string().default(() => randomBytes(32).toString("base64")),
  /** KRaft's cluster id: 16 bytes, base64url. */
  kafkaClusterId: z.string().default(newClusterId),
  /** Passwords of PostgreSQL roles. */
  postgres: z
    .object({
      superuser: z.string().default(newSecret),
      chat_api: z.string().default(newSecret),
      notifier: z.string().default(newSecret),
      recurrence: z.string().default(newSecret),
      dapr_state: z.string().default(newSecret),
    })
    .prefault({}),
});

/** All that was generated for one data folder. */
export type Secrets = z.infer<typeof secretsSchema>;
/** A role whose password is generated, save the superuser. */
export type RoleName = Exclude<keyof Secrets["postgres"], "superuser">;

/** Reads the secrets; undefined where none were generated yet. Throws when the file is damaged. */
export function readSecrets(paths: DataPaths): Secrets | undefined {
  const text = readIfThere(paths.secrets);
  if (text === undefined) return undefined;
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${paths.secrets} is damaged. \`npm run local -- reset\` starts over with an empty platform.`,
      {
        cause,
      },
    );
  }
}

/** Reads the secrets, generating what is missing (all on the first run; a new one after an update). */
export function ensureSecrets(paths: DataPaths): Secrets {
  const secrets = readSecrets(paths) ?? secretsSchema.parse({});
  writeWhole(paths.secrets, `${JSON.stringify(secrets, undefined, 2)}\n`);
  writeWhole(paths.token, `${secrets.userToken}\n`);
  return secrets;
}

/** The connection string of a role in the platform's database. */
export function databaseUrl(secrets: Secrets, role: RoleName, postgresPort: number): string {
  return `postgres://${role}:${secrets.postgres[role]}@127.0.0.1:${postgresPort}/punctual`;
}

/** Secrets that others gave the developer, from the environment of `npm start`. */
export interface GivenSecrets {
  /** Of the client at the OpenID provider; empty where it has none. */
  readonly oidcClientSecret: string;
  /** The mail server and whom notices come from; both empty where there is none. */
  readonly smtp: Readonly<Record<(typeof SECRETS.smtp.keys)[number], string>>;
}

/**
 * Reads them: OIDC_CLIENT_SECRET, SMTP_URL and MAIL_FROM.
 *
 * @throws Error that names the variable that is wrong or missing
 */
export function givenSecrets(env: NodeJS.ProcessEnv): GivenSecrets {
  const { OIDC_CLIENT_SECRET = "", SMTP_URL: url = "", MAIL_FROM: from = "" } = env;
  if (url !== "" && !/^smtps?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new Error("SMTP_URL must be the address of a mail server, such as smtp://127.0.0.1:1025");
  }
  if ((url === "") !== (from === "")) {
    const [missing, set] = url === "" ? ["SMTP_URL", "MAIL_FROM"] : ["MAIL_FROM", "SMTP_URL"];
    throw new Error(`${missing} must be set where ${set} is: mails need a server and a sender.`);
  }
  if (from !== "" && !/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(from)) {
    throw new Error('MAIL_FROM must be one address, such as "Punctual <punctual@example.com>"');
  }
  return { oidcClientSecret: OIDC_CLIENT_SECRET, smtp: { url, from } };
}

/** Writes what Dapr's local store answers with: the same names and keys as the cluster's Kubernetes Secrets. */
export function writeDaprSecrets(
  paths: DataPaths,
  secrets: Secrets,
  ports: { kafka: number; postgres: number },
  given: GivenSecrets,
): void {
  const stores = {
    [SECRETS.kafka.name]: {
      brokers: `127.0.0.1:${ports.kafka}`,
      authType: "none",
      saslMechanism: "",
      username: "",
      password: "",
      disableTls: "true",
      caCert: "",
    },
    [SECRETS.stateStore.name]: { connectionString: databaseUrl(secrets, "dapr_state", ports.postgres) },
    [SECRETS.actionLinks.name]: { signingKey: secrets.actionLinksKey },
    [SECRETS.oidc.name]: { clientSecret: given.oidcClientSecret },
    [SECRETS.smtp.name]: given.smtp,
  };
  writeWhole(paths.daprSecrets, `${JSON.stringify(stores, undefined, 2)}\n`);
}

/** What chat-api knows of a token: it never sees the token itself. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
