import { expect, inject, it } from "vitest";
import { smoke } from "../../ci/release/smoke/smoke.ts";
import { newPerson } from "./support/person.ts";
import { attachPlatform } from "./support/platform.ts";

const platform = attachPlatform(inject("platformDataDir"));
const PATIENCE = { doorMs: 10_000, eventMs: 30_000 };

it("passes on the running platform, and leaves no task behind", async () => {
  const person = await newPerson(platform);
  const said: string[] = [];
  const why = await smoke({
    url: new URL(platform.url),
    token: person.token,
    say: (text) => said.push(text.trim()),
    patience: PATIENCE,
  });
  expect(why).toBeUndefined();
  expect(said).toContain("works: an agent finds it by MCP");
  expect(said).toContain("works: its events arrive in its history");
  expect(await (await person.fetch("/api/tasks")).json()).toMatchObject({ items: [] });
});

it("says which step fails, and deletes what it made", async () => {
  const person = await newPerson(platform);
  const why = await platform.whileDown("recurrence", () =>
    smoke({
      url: new URL(platform.url),
      token: person.token,
      say: () => undefined,
      patience: { ...PATIENCE, eventMs: 1_000 },
    }),
  );
  expect(why).toMatch(/^smoke test, "its events arrive in its history": GET .*\/history: expected /);
  expect(await (await person.fetch("/api/tasks")).json()).toMatchObject({ items: [] });
  await platform.healthy("recurrence");
});

it("tells a token that isn't valid from a platform that doesn't work", async () => {
  const request = { url: new URL(platform.url), say: () => undefined, patience: PATIENCE };
  expect(await smoke({ ...request, token: "wrong" })).toMatch(
    /"a task is made": POST .*expected 201, but it answered 401/,
  );
});
