import { type DeadLetter, deadLetterList, replayed } from "@punctual/contracts/dead-letter";
import { type Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { readSecrets } from "../data/secrets.ts";
import { dataFolder } from "../data/settings.ts";
import { CommandFailed } from "../failure.ts";
import { portsFrom } from "../parts/ports.ts";
import { SERVICES } from "../parts/registry.ts";
import { requireSupervisor } from "../supervisor/control-client.ts";
import { type DataOptions, withDataDir } from "./options.ts";

/** A service that keeps dead letters, and how to ask it. */
interface Keeper {
  readonly app: string;
  list(): Promise<readonly DeadLetter[]>;
  /** Gives when it was replayed, RFC 3339. */
  replay(id: number): Promise<string>;
}

const KEEPERS = SERVICES.filter((service) => service.deadLetters);
const problem = z.object({ title: z.string().optional(), detail: z.string().optional() });
const LIMIT_MS = 30_000;

/** `dead-letters list` and `dead-letters replay`: events that a consumer could not take after all retries. */
export function addDeadLetters(program: Command): void {
  const group = program.command("dead-letters").description("events that a consumer could not take");
  withDataDir(group.command("list"))
    .description("lists them, newest first")
    .option("--json", "print one JSON object")
    .action(list);
  withDataDir(group.command("replay"))
    .description("hands them to their consumer again")
    .argument("[id]", "one of them, as `list` shows it", identifier)
    .option("--all", "all that were not replayed yet")
    .option("--json", "print one JSON object")
    .addOption(new Option("--app <app>", "of this service only").choices(KEEPERS.map(({ appId }) => appId)))
    .action(replay);
}

async function list(options: DataOptions & { json?: boolean }): Promise<void> {
  const items = (await Promise.all(keepers(options).map(withLetters))).flatMap(({ keeper, letters }) =>
    letters.map((letter) => ({ app: keeper.app, ...letter })),
  );
  if (options.json) {
    console.log(JSON.stringify({ items }, undefined, 2));
    return;
  }
  if (items.length === 0) console.log("There are no dead letters.");
  for (const item of items) {
    const state = item.replayed_at === null ? "" : `  replayed ${item.replayed_at}`;
    console.log(`${item.app}  ${item.id}  ${item.received_at}  ${item.topic} ${item.event_type}${state}`);
    if (item.error !== null) console.log(`    ${item.error}`);
  }
}

async function replay(
  id: number | undefined,
  options: DataOptions & { all?: boolean; app?: string; json?: boolean },
): Promise<void> {
  if ((id === undefined) === !options.all) throw new CommandFailed("Name one dead letter, or say --all.");
  const asked = keepers(options).filter(({ app }) => options.app === undefined || app === options.app);
  const found = (await Promise.all(asked.map(withLetters))).flatMap(({ keeper, letters }) =>
    letters
      .filter((letter) => (id === undefined ? letter.replayed_at === null : letter.id === id))
      .map((letter) => ({ keeper, letter })),
  );
  if (id !== undefined && found.length === 0) throw new CommandFailed(`There is no dead letter ${id}.`);
  if (id !== undefined && found.length > 1) {
    const apps = found.map(({ keeper }) => keeper.app).join(" and ");
    throw new CommandFailed(`${apps} both have a dead letter ${id}: say which with --app.`);
  }
  const items: object[] = [];
  // Oldest first, as they happened.
  for (const { keeper, letter } of found.toReversed()) {
    const replayed_at = await keeper.replay(letter.id);
    items.push({ app: keeper.app, id: letter.id, replayed_at });
    if (!options.json) console.log(`${keeper.app}  ${letter.id}  replayed ${replayed_at}`);
  }
  if (options.json) console.log(JSON.stringify({ items }, undefined, 2));
  else if (found.length === 0) console.log("There is nothing to replay.");
}

async function withLetters(keeper: Keeper): Promise<{ keeper: Keeper; letters: readonly DeadLetter[] }> {
  return { keeper, letters: await keeper.list() };
}

function keepers(options: DataOptions): readonly Keeper[] {
  const paths = dataFolder(options.dataDir, process.env);
  const ports = portsFrom(requireSupervisor(paths).state.basePort);
  const token = readSecrets(paths)?.appApiToken ?? "";
  return KEEPERS.map(({ appId, port }) => {
    const ask = (method: string, path: string) => askService(appId, port(ports), token, method, path);
    return {
      app: appId,
      list: async () => deadLetterList.parse(await ask("GET", "/dead-letters")).items,
      replay: async (id) => replayed.parse(await ask("POST", `/dead-letters/${id}/replay`)).replayed_at,
    };
  });
}

async function askService(
  app: string,
  port: number,
  token: string,
  method: string,
  path: string,
): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { "dapr-api-token": token },
      signal: AbortSignal.timeout(LIMIT_MS),
    });
  } catch (cause) {
    throw new CommandFailed(
      `${app} does not answer. \`npm run local -- logs ${app}\` may tell why. (${String(cause)})`,
    );
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const { title, detail } = problem.catch({}).parse(body);
  throw new CommandFailed(`${app} refused (${response.status}): ${detail ?? title ?? "without a reason"}`);
}

function identifier(text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new InvalidArgumentError("It must be a whole number, as `list` shows it.");
  return Number(text);
}
