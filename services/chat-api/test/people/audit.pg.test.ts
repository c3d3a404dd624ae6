import { purgeSessions } from "@punctual/chat-api/people/store/sessions";
import { purgeSignIns } from "@punctual/chat-api/people/store/sign-ins";
import { describe, expect, test, vi } from "vitest";
import { startChatApi } from "../support/app.ts";

const { app, pool, person } = await startChatApi({ config: { TRUSTED_PROXIES: 1 } });

let addresses = 0;
/** An address that nobody was refused at yet. */
const newAddress = () => `192.0.2.${++addresses}`;

const kept = async (address: string) => {
  const { rows } = await pool.query<Record<string, unknown>>(
    "SELECT user_id, method, outcome, reason, user_agent FROM sign_in WHERE remote_address = $1 ORDER BY id",
    [address],
  );
  return rows;
};

const ask = (token: string, address: string) =>
  app.inject({
    url: "/api/me",
    headers: {
      authorization: `Bearer ${token}`,
      "x-forwarded-for": `198.51.100.1, ${address}`,
      "user-agent": "Guesser",
    },
  });

describe("a refused token", () => {
  test("is kept, once a minute for an address", async () => {
    const address = newAddress();
    for (let i = 0; i < 5; i += 1) expect((await ask(`guess-${i}`, address)).statusCode).toBe(401);
    await ask("another", newAddress());
    await vi.waitFor(async () => expect(await kept(`192.0.2.${addresses}`)).toHaveLength(1));
    expect(await kept(address)).toEqual([
      { user_id: null, method: "token", outcome: "refused", reason: "unknown", user_agent: "Guesser" },
    ]);
  });

  test("shows whose it was, to them alone", async () => {
    const [ada, grace] = [await person(), await person()];
    const made = (await ada.ask("POST", "/api/tokens", { name: "Lost" })).json();
    await ada.ask("DELETE", `/api/tokens/${made.id}`);
    const address = newAddress();
    await ask(made.token, address);
    const list = async (who: typeof ada) => (await who.ask("GET", "/api/me/sign-ins")).json();
    await vi.waitFor(async () => expect((await list(ada)).items).toHaveLength(1));
    expect(await list(ada)).toMatchObject({
      items: [
        {
          method: "token",
          outcome: "refused",
          reason: "revoked",
          remote_address: address,
          user_agent: "Guesser",
        },
      ],
      next_before: null,
    });
    expect(await list(grace)).toEqual({ items: [], next_before: null });
  });
});

test("sign-ins are paged, newest first", async () => {
  const ada = await person();
  await pool.query(
    `INSERT INTO sign_in (user_id, method, outcome, remote_address)
     SELECT $1, 'oidc', 'accepted', i::text FROM generate_series(1, 5) AS i`,
    [ada.userId],
  );
  const page = async (query: string) => {
    const answer = (await ada.ask("GET", `/api/me/sign-ins${query}`)).json();
    const items = answer.items as { remote_address: string }[];
    return { seen: items.map(({ remote_address }) => remote_address).join(""), next: answer.next_before };
  };
  const first = await page("?limit=2");
  expect(first.seen).toBe("54");
  const second = await page(`?limit=2&before=${first.next}`);
  expect(second.seen).toBe("32");
  expect(await page(`?limit=2&before=${second.next}`)).toEqual({ seen: "1", next: null });
});

test.each(["?limit=0", "?limit=201", "?before=x", "?page=2"])("%s is refused", async (query) => {
  expect((await (await person()).ask("GET", `/api/me/sign-ins${query}`)).statusCode).toBe(400);
});

test("sign-ins are kept for 90 days, sessions for as long as they last", async () => {
  const ada = await person();
  await pool.query(
    `INSERT INTO sign_in (user_id, method, outcome, remote_address, at) VALUES
       ($1, 'oidc', 'accepted', 'old', now() - interval '91 days'),
       ($1, 'oidc', 'accepted', 'young', now() - interval '89 days')`,
    [ada.userId],
  );
  await pool.query(
    `INSERT INTO session (id_sha256, user_id, id_token, created_at, last_used_at) VALUES
       ('idle', $1, '', now() - interval '8 days', now() - interval '8 days'),
       ('old', $1, '', now() - interval '31 days', now()),
       ('good', $1, '', now() - interval '8 days', now())`,
    [ada.userId],
  );
  await purgeSignIns(pool);
  await purgeSessions(pool);
  const left = async (sql: string) =>
    (await pool.query<{ name: string }>(sql, [ada.userId])).rows.map(({ name }) => name);
  expect(await left("SELECT remote_address AS name FROM sign_in WHERE user_id = $1")).toEqual(["young"]);
  expect(
    await left("SELECT convert_from(id_sha256, 'UTF8') AS name FROM session WHERE user_id = $1"),
  ).toEqual(["good"]);
});
