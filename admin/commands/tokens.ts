import { adminTokens } from "@punctual/contracts/admin";
import { createdApiToken, SCOPES, type Scope } from "@punctual/contracts/people";
import { type Command, InvalidArgumentError } from "commander";
import { z } from "zod";
import { ask } from "../ask.ts";
import { findPlace, type PlaceOptions, withPlace } from "../place.ts";
import { show, table } from "../show.ts";
import { pathOf } from "./users.ts";

interface MakeOptions extends PlaceOptions {
  readonly name: string;
  readonly readOnly?: boolean;
  readonly expires?: string;
}

/** `tokens list`, `tokens make` and `tokens revoke`. */
export function addTokens(program: Command): void {
  const group = program.command("tokens").description("what users' programs come in with");
  withPlace(group.command("list"))
    .description("lists a user's tokens, without what opens the door")
    .argument("<user>", "whose")
    .action(async (user: string, options: PlaceOptions) => {
      const { items } = await ask(findPlace(options), { path: `${pathOf(user)}/tokens` }, adminTokens);
      show(options, { items }, () =>
        table(
          ["ID", "NAME", "SCOPES", "EXPIRES", "LAST USED"],
          items.map((token) => [
            token.id,
            token.name,
            token.scopes.join(" "),
            token.expires_at,
            token.last_used_at,
          ]),
        ),
      );
    });
  withPlace(group.command("make"))
    .description("makes a token for a user, and prints it this once")
    .argument("<user>", "whose")
    .option("--name <name>", "what it is for", "Made by an operator")
    .option("--read-only", "it may not change anything")
    .option("--expires <instant>", "when it ends, such as 2027-01-31T00:00:00Z; never unless given", instant)
    .action(async (user: string, options: MakeOptions) => {
      const scopes: Scope[] = options.readOnly ? ["read"] : [...SCOPES];
      const body = { name: options.name, scopes, expires_at: options.expires ?? null };
      const path = `${pathOf(user)}/tokens`;
      const made = await ask(findPlace(options), { method: "POST", path, body }, createdApiToken);
      show(options, made, () => [made.token]);
    });
  withPlace(group.command("revoke"))
    .description("ends a token, at once or within seconds")
    .argument("<user>", "whose")
    .argument("<id>", "of the token, as `tokens list` shows it")
    .action(async (user: string, id: string, options: PlaceOptions) => {
      const path = `${pathOf(user)}/tokens/${encodeURIComponent(id)}`;
      await ask(findPlace(options), { method: "DELETE", path }, z.undefined());
      show(options, { revoked: id }, () => [`${id} opens nothing any more.`]);
    });
}

function instant(text: string): string {
  const ms = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError("It must be such as 2027-01-31T00:00:00Z.");
  return new Date(ms).toISOString();
}
