import { createHash } from "node:crypto";
import { acceptToken, touchTokens } from "@punctual/chat-api/store/tokens";
import { describe, expect, test, vi } from "vitest";
import { type Person, startChatApi } from "../support/app.ts";

const { app, pool, person } = await startChatApi();

const using = (token: string) => ({
  ask: (method: "GET" | "POST" | "PATCH" | "DELETE", url: string, payload?: object) =>
    app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload && { payload }) }),
});

async function make(who: Pick<Person, "ask">, draft: object) {
  const answer = await who.ask("POST", "/api/tokens", draft);
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string; token: string; scopes: string[]; expires_at: string | null }>();
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe("a token", () => {
  test("works as soon as it is made, for the person who made it", async () => {
    const ada = await person();
    const { id, token } = await make(ada, { name: "Backup" });
    expect(token).toMatch(/^punctual_pat_[\w-]{43}$/);
    expect((await using(token).ask("GET", "/api/me")).json()).toMatchObject({
      id: ada.userId,
      scopes: ["read", "write"],
      credential: { kind: "token", token_id: id, expires_at: null },
    });
  });

  test("is shown once: lists have everything but the token", async () => {
    const ada = await person();
    const { token, ...rest } = await make(ada, { name: "Backup", scopes: ["read"], expires_at: inAnHour() });
    const { items } = (await ada.ask("GET", "/api/tokens")).json();
    expect(items[0]).toEqual(rest);
    expect(items[1]).toMatchObject({ name: "First token", created_by: "set-up" });
    expect(rest).toMatchObject({ name: "Backup", created_by: `token:${items[1].id}`, last_used_at: null });
    const { rows } = await pool.query<{ row: string }>("SELECT api_token::text AS row FROM api_token");
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([]);
  });

  test("that was revoked is refused at once, and is listed no more", async () => {
    const ada = await person();
    const { id, token } = await make(ada, { name: "Backup" });
    expect((await using(token).ask("GET", "/api/me")).statusCode).toBe(200);
    expect((await ada.ask("DELETE", `/api/tokens/${id}`)).statusCode).toBe(204);
    const refused = await using(token).ask("GET", "/api/me");
    expect([refused.statusCode, refused.json().detail]).toEqual([401, expect.stringContaining("revoked")]);
    expect((await ada.ask("GET", "/api/tokens")).json().items).toHaveLength(1);
    expect((await ada.ask("DELETE", `/api/tokens/${id}`)).statusCode).toBe(404);
  });

  test("that has ended is refused", async () => {
    const ada = await person();
    const { id, token } = await make(ada, { name: "Backup", expires_at: inAnHour() });
    await pool.query("UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1", [id]);
    const refused = await using(token).ask("GET", "/api/me");
    expect([refused.statusCode, refused.json().detail]).toEqual([401, expect.stringContaining("ended")]);
  });

  test("that has ended is refused though it is remembered", async () => {
    const ada = await person();
    const { token } = await make(ada, { name: "Backup", expires_at: inAnHour() });
    expect((await using(token).ask("GET", "/api/me")).statusCode).toBe(200);
    const later = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 3_600_001);
    try {
      expect((await using(token).ask("GET", "/api/me")).statusCode).toBe(401);
    } finally {
      later.mockRestore();
    }
  });

  test.each<[string, object, string]>([
    ["no name", {}, "name"],
    ["an empty name", { name: " " }, "name"],
    ["a name of two lines", { name: "a\nb" }, "name"],
    ["a long name", { name: "a".repeat(101) }, "name"],
    ["no scopes", { name: "a", scopes: [] }, "scopes"],
    ["writing without reading", { name: "a", scopes: ["write"] }, "scopes"],
    ["an unknown scope", { name: "a", scopes: ["read", "admin"] }, "scopes[1]"],
    ["an end in the past", { name: "a", expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
    ["an end in words", { name: "a", expires_at: "tomorrow" }, "expires_at"],
    ["an unknown field", { name: "a", token: "mine" }, "token"],
  ])("isn't made with %s", async (_what, draft, field) => {
    const ada = await person();
    const answer = await ada.ask("POST", "/api/tokens", draft);
    expect([answer.statusCode, answer.json().code]).toEqual([400, "validation_failed"]);
    expect(answer.json().errors).toEqual([expect.objectContaining({ field })]);
    expect((await ada.ask("GET", "/api/tokens")).json().items).toHaveLength(1);
  });

  test("that ends makes none that outlives it", async () => {
    const ada = await person();
    const expires_at = inAnHour();
    const short = using((await make(ada, { name: "Short", expires_at })).token);
    for (const more of [
      {},
      { expires_at: null },
      { expires_at: new Date(Date.parse(expires_at) + 1).toISOString() },
    ]) {
      const answer = await short.ask("POST", "/api/tokens", { name: "Longer", ...more });
      expect([answer.statusCode, answer.json().errors[0]]).toEqual([
        400,
        { field: "expires_at", message: `must be ${expires_at} or earlier` },
      ]);
    }
    expect((await make(short, { name: "As long", expires_at })).expires_at).toBe(expires_at);
  });

  test("isn't made where there are a hundred", async () => {
    const ada = await person();
    await pool.query(
      `INSERT INTO api_token (token_sha256, user_id) SELECT sha256(($1 || i)::bytea), $1 FROM generate_series(1, 99) AS i`,
      [ada.userId],
    );
    const answer = await ada.ask("POST", "/api/tokens", { name: "One more" });
    expect([answer.statusCode, answer.json().code]).toEqual([409, "too_many_tokens"]);
  });
});

describe("somebody else's token", () => {
  test("isn't listed and can't be revoked", async () => {
    const [ada, mallory] = [await person(), await person()];
    const { id, token } = await make(ada, { name: "Backup" });
    expect((await mallory.ask("GET", "/api/tokens")).json().items).toHaveLength(1);
    const answer = await mallory.ask("DELETE", `/api/tokens/${id}`);
    expect([answer.statusCode, answer.json().code]).toEqual([404, "token_not_found"]);
    expect((await using(token).ask("GET", "/api/me")).statusCode).toBe(200);
  });

  test("can't be told from one that doesn't exist", async () => {
    const [ada, mallory] = [await person(), await person()];
    const { id } = await make(ada, { name: "Backup" });
    const there = (await mallory.ask("DELETE", `/api/tokens/${id}`)).json();
    const missing = "0f8fad5b-d9cb-469f-a165-70867728950e";
    const nowhere = (await mallory.ask("DELETE", `/api/tokens/${missing}`)).json();
    expect({ ...nowhere, detail: nowhere.detail.replace(missing, id) }).toEqual(there);
  });
});

describe("as a person in the database", () => {
  const asPerson = async (userId: string, sql: string) => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN; SET LOCAL ROLE chat_api_people");
      await client.query("SELECT set_config('punctual.user_id', $1, true)", [userId]);
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  };

  test("only one's own tokens, person and sign-ins are there", async () => {
    const [ada] = [await person(), await person()];
    expect(await asPerson(ada.userId, "SELECT DISTINCT user_id FROM api_token")).toEqual([
      { user_id: ada.userId },
    ]);
    expect(await asPerson(ada.userId, "SELECT id FROM person")).toEqual([{ id: ada.userId }]);
    expect(await asPerson("", "SELECT id FROM person")).toEqual([]);
    expect(await asPerson("nobody", "SELECT id FROM sign_in")).toEqual([]);
  });

  test.each([
    "SELECT token_sha256 FROM api_token",
    "SELECT * FROM session",
    "UPDATE api_token SET scopes = '{read,write}'",
    "UPDATE api_token SET expires_at = NULL",
    "UPDATE api_token SET user_id = 'somebody'",
    "DELETE FROM sign_in",
    "UPDATE person SET issuer = 'https://elsewhere.example', subject = 'me'",
    "INSERT INTO person (id) VALUES ('somebody')",
  ])("%s isn't allowed", async (sql) => {
    const ada = await person();
    await expect(asPerson(ada.userId, sql)).rejects.toThrow("permission denied");
  });
});

describe("the first token", () => {
  const sha256 = (token: string) => createHash("sha256").update(token).digest("hex");

  test("that was revoked stays revoked when the service starts again", async () => {
    const ada = await person();
    const [{ id }] = (await ada.ask("GET", "/api/tokens")).json().items;
    const spare = using((await make(ada, { name: "Spare" })).token);
    expect((await spare.ask("DELETE", `/api/tokens/${id}`)).statusCode).toBe(204);
    await acceptToken(pool, ada.userId, sha256(ada.token));
    expect((await ada.ask("GET", "/api/me")).statusCode).toBe(401);
  });

  test("may have been made by the version before, which knows hash and user alone", async () => {
    await pool.query("INSERT INTO person (id) VALUES ('old')");
    await pool.query("INSERT INTO api_token (token_sha256, user_id) VALUES (decode($1, 'hex'), 'old')", [
      sha256("old-token"),
    ]);
    expect((await using("old-token").ask("GET", "/api/me")).json()).toMatchObject({
      id: "old",
      scopes: ["read", "write"],
    });
  });
});

test("a token's last use is written at most once a minute", async () => {
  const ada = await person();
  const { id } = await make(ada, { name: "Backup" });
  const written = async () => {
    const { rows } = await pool.query<{ at: Date | null }>(
      "SELECT last_used_at AS at FROM api_token WHERE id = $1",
      [id],
    );
    return rows[0]?.at?.toISOString();
  };
  await touchTokens(pool, [id], new Date("2026-11-23T09:00:00Z"));
  await touchTokens(pool, [id], new Date("2026-11-23T09:00:59Z"));
  expect(await written()).toBe("2026-11-23T09:00:00.000Z");
  await touchTokens(pool, [id], new Date("2026-11-23T09:01:01Z"));
  expect(await written()).toBe("2026-11-23T09:01:01.000Z");
});
