import { randomUUID } from "node:crypto";
import { ROOT } from "@punctual/local/data/paths";
import { expect, inject, test } from "vitest";
import { tell } from "../support/tell.ts";
import { attachPlatform } from "./support/platform.ts";

const dataDir = inject("platformDataDir");
const platform = attachPlatform(dataDir);

/** Runs `npm run admin -- … --json`, less npm and the bootstrap. */
async function admin(...args: readonly string[]) {
  const said = await tell(process.execPath, ["admin/cli.ts", ...args, "--data-dir", dataDir, "--json"], "", {
    cwd: ROOT,
  });
  return { ...said, json: () => JSON.parse(said.stdout) as unknown };
}

test("an operator sees that the platform is well", async () => {
  await platform.healthy();
  const { json, code } = await admin("health");
  expect([code, json()]).toMatchObject([0, { url: platform.url, healthy: true, lives: true, ready: true }]);
});

test("an operator lets somebody in, and shuts them out again", async () => {
  const id = `ada-${randomUUID()}`;
  expect((await admin("users", "add", id, "--name", "Ada")).json()).toMatchObject({ id, name: "Ada" });
  const made = (await admin("tokens", "make", id)).json() as { id: string; token: string };
  const me = () =>
    fetch(new URL("/api/me", platform.url), { headers: { authorization: `Bearer ${made.token}` } });
  expect(await (await me()).json()).toMatchObject({ id });
  await admin("tokens", "revoke", id, made.id);
  expect((await me()).status).toBe(401);
});

test("an operator seeds, and sees whose tasks came of it", async () => {
  const seed = String(Math.floor(Math.random() * 1_000_000));
  const { json } = await admin("seed", "--users", "1", "--tasks", "20", "--seed", seed);
  const { first_user } = json() as { first_user: string };
  const shown = (await admin("users", "show", first_user)).json() as {
    open_tasks: number;
    done_tasks: number;
  };
  expect(shown.open_tasks + shown.done_tasks).toBe(20);
});

test("every other command answers in JSON too", async () => {
  const asked = [
    ["outbox"],
    ["outbox", "retry"],
    ["reminders", "lag"],
    ["purge"],
    ["users", "list"],
    ["dead-letters", "list"],
  ];
  for (const args of asked) {
    const { code, json, stderr } = await admin(...args);
    expect([args, code, stderr]).toEqual([args, 0, ""]);
    expect(json()).toBeTypeOf("object");
  }
});

test("what isn't there is refused with a reason, and exit code 1", async () => {
  const { code, stderr } = await admin("users", "show", "nobody");
  expect([code, stderr]).toEqual([1, expect.stringContaining('no user "nobody"')]);
});
