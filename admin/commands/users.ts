import { type AdminUser, adminUser, adminUserDetail, adminUserPage } from "@punctual/contracts/admin";
import type { Command } from "commander";
import { ask } from "../ask.ts";
import { findPlace, type Place, type PlaceOptions, withPlace } from "../place.ts";
import { show, table } from "../show.ts";

/** `users list`, `users show` and `users add`. */
export function addUsers(program: Command): void {
  const group = program.command("users").description("people who have tasks here");
  withPlace(group.command("list"))
    .description("lists them all")
    .action(async (options: PlaceOptions) => {
      const items = await allUsers(findPlace(options));
      show(options, { items }, () =>
        table(
          ["ID", "NAME", "E-MAIL", "ISSUER", "SINCE"],
          items.map((user) => [user.id, user.name, user.email, user.issuer, user.created_at]),
        ),
      );
    });
  withPlace(group.command("show"))
    .description("shows what one has")
    .argument("<id>", "of the user")
    .action(async (id: string, options: PlaceOptions) => {
      const user = await ask(findPlace(options), { path: pathOf(id) }, adminUserDetail);
      show(options, user, () => Object.entries(user).map(([name, value]) => `${name}: ${value ?? "-"}`));
    });
  withPlace(group.command("add"))
    .description("adds one, who comes in by tokens alone (`tokens make`)")
    .argument("<id>", "of the user, such as ada")
    .option("--name <name>", "what they are called")
    .option("--email <address>", "their e-mail address")
    .action(async (id: string, options: PlaceOptions & { name?: string; email?: string }) => {
      const body = { id, name: options.name ?? null, email: options.email ?? null };
      const user = await ask(findPlace(options), { method: "POST", path: "/users", body }, adminUser);
      show(options, user, () => [`${user.id} is a user now.`]);
    });
}

/** The path of a user under `/admin`. */
export function pathOf(user: string): string {
  return `/users/${encodeURIComponent(user)}`;
}

async function allUsers(place: Place): Promise<AdminUser[]> {
  const all: AdminUser[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const query: string = new URLSearchParams({ after, limit: "1000" }).toString();
    const page = await ask(place, { path: `/users?${query}` }, adminUserPage);
    all.push(...page.items);
    after = page.next_after;
  }
  return all;
}
