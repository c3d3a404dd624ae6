import { SECRETS } from "@punctual/contracts/names";
import { afterAll, describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";
import { daprWith } from "../support/state.ts";
import { type Browser, openBrowser } from "./support/browser.ts";
import { PAGE, startIssuer } from "./support/issuer.ts";
import { PUBLIC_URL } from "./support/public-url.ts";

const issuer = await startIssuer();
afterAll(() => issuer.stop());

const secrets = daprWith({
  getSecret: async (_store, name) => {
    if (name !== SECRETS.oidc.name) throw new Error(`there is no secret ${name}`);
    return { clientSecret: PAGE.secret };
  },
});
const { app, pool } = await startChatApi({
  dapr: secrets,
  config: { OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: PAGE.id },
});

const SESSION = "__Host-punctual";

async function signIn(as: string): Promise<Browser> {
  const browser = openBrowser(app);
  await browser.visit("/auth/login?return_to=/api/me", as);
  return browser;
}

async function me(browser: Browser) {
  const shown = await browser.ask("/api/me");
  expect(shown.status).toBe(200);
  return JSON.parse(shown.body) as Record<string, unknown>;
}

describe("signing in", () => {
  test("leads through the issuer to where it began, as the person whom the issuer saw", async () => {
    const browser = openBrowser(app);
    const shown = await browser.visit("/auth/login?return_to=/api/me?from=issuer", "ada");
    expect([shown.url.href, shown.status]).toEqual([`${PUBLIC_URL}/api/me?from=issuer`, 200]);
    expect(JSON.parse(shown.body)).toMatchObject({
      name: "ADA",
      email: "ada@example.com",
      time_zone: "Europe/Berlin",
      scopes: ["read", "write"],
      credential: { kind: "session", token_id: null, expires_at: null },
    });
  });

  test("again is the same person; another is another", async () => {
    const [first, second, other] = [await signIn("grace"), await signIn("grace"), await signIn("edsger")];
    const { id } = await me(first);
    expect((await me(second)).id).toBe(id);
    expect((await me(other)).id).not.toBe(id);
  });

  test("keeps a name that the person chose", async () => {
    const browser = await signIn("alan");
    const patch = {
      method: "PATCH",
      json: { name: "Alan T." },
      headers: { "sec-fetch-site": "same-origin" },
    } as const;
    expect((await browser.ask("/api/me", patch)).status).toBe(200);
    expect(await me(await signIn("alan"))).toMatchObject({ name: "Alan T.", email: "alan@example.com" });
  });

  test("asks the issuer with state, nonce and PKCE", async () => {
    const { headers } = await openBrowser(app).ask("/auth/login");
    const { searchParams } = new URL(headers.get("location") ?? "");
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: "code",
      client_id: PAGE.id,
      redirect_uri: `${PUBLIC_URL}/auth/callback`,
      code_challenge_method: "S256",
    });
    for (const name of ["state", "nonce", "code_challenge"])
      expect(searchParams.get(name)).toMatch(/^[\w-]{40,}$/);
  });

  test("gives a cookie that no script reads and no neighbour sets", async () => {
    const browser = await signIn("ada");
    const again = await browser.visit("/auth/login", "ada");
    expect(again.url.href).toBe(`${PUBLIC_URL}/`);
    const { headers } = await openBrowser(app).ask("/auth/login");
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-punctual-sign-in=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(browser.cookies(PUBLIC_URL).get(SESSION)).toMatch(/^[\w-]{43}$/);
  });

  test("keeps of the session nothing that a thief of the database could use", async () => {
    const secret = (await signIn("ada")).cookies(PUBLIC_URL).get(SESSION);
    const { rows } = await pool.query<{ row: string }>("SELECT session::text AS row FROM session");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(String(secret)))).toEqual([]);
  });

  test("in a browser that has a session ends that session", async () => {
    const browser = await signIn("ada");
    const before = String(browser.cookies(PUBLIC_URL).get(SESSION));
    await browser.visit("/auth/login", "ada");
    const thief = openBrowser(app);
    thief.setCookie(PUBLIC_URL, SESSION, before);
    expect((await thief.ask("/api/me")).status).toBe(401);
  });
});

describe("an answer of the issuer", () => {
  const callback = async (change: (answer: URL, browser: Browser) => void) => {
    const browser = openBrowser(app);
    const { url: answer } = await browser.visit("/auth/login", "mallory", `${PUBLIC_URL}/auth/callback`);
    change(answer, browser);
    return { shown: await browser.ask(answer.href), browser, answer };
  };

  test("as it came is taken, once", async () => {
    const { shown, browser, answer } = await callback(() => undefined);
    expect([shown.status, shown.headers.get("location")]).toEqual([303, `${PUBLIC_URL}/`]);
    const again = await browser.ask(answer.href);
    expect([again.status, JSON.parse(again.body).code]).toEqual([400, "sign_in_failed"]);
  });

  test.each<[string, (answer: URL, browser: Browser) => void]>([
    ["with another state", (answer) => answer.searchParams.set("state", "x".repeat(43))],
    ["without a state", (answer) => answer.searchParams.delete("state")],
    ["with another code", (answer) => answer.searchParams.set("code", "guessed")],
    ["without a code", (answer) => answer.searchParams.delete("code")],
    ["of another issuer", (answer) => answer.searchParams.set("iss", "https://elsewhere.example")],
    [
      "in a browser that began no sign-in",
      (_answer, browser) => browser.setCookie(PUBLIC_URL, "__Host-punctual-sign-in", ""),
    ],
    [
      "in a browser that began another",
      (_answer, browser) => {
        const made_up = { state: "a", nonce: "b", verifier: "c".repeat(43), returnTo: "/" };
        const cookie = Buffer.from(JSON.stringify(made_up)).toString("base64url");
        browser.setCookie(PUBLIC_URL, "__Host-punctual-sign-in", cookie);
      },
    ],
  ])("%s is refused", async (_what, change) => {
    const { shown, browser } = await callback(change);
    expect([shown.status, JSON.parse(shown.body).code]).toEqual([400, "sign_in_failed"]);
    expect(browser.cookies(PUBLIC_URL).get(SESSION)).toBeUndefined();
  });

  test("that says no is a 403", async () => {
    const { shown } = await callback((answer) => {
      answer.searchParams.delete("code");
      answer.searchParams.set("error", "access_denied");
    });
    expect([shown.status, JSON.parse(shown.body).code]).toEqual([403, "sign_in_refused"]);
    expect(JSON.parse(shown.body).detail).toContain("access_denied");
  });
});

test.each([
  "https://elsewhere.example",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "tasks",
  "/a b",
  "/\ttasks",
])("nobody is sent from here to %j", async (to) => {
  const shown = await openBrowser(app).ask(`/auth/login?return_to=${encodeURIComponent(to)}`);
  expect(shown.status).toBe(400);
  expect(JSON.parse(shown.body)).toMatchObject({ errors: [{ field: "return_to" }] });
});

test("a path that browsers shorten stays on this site", async () => {
  const shown = await openBrowser(app).visit("/auth/login?return_to=/.//elsewhere.example");
  expect(shown.url.origin).toBe(PUBLIC_URL);
});

describe("a session", () => {
  const write = (headers: Readonly<Record<string, string>>) =>
    ({ method: "PATCH", json: { name: "Changed" }, headers }) as const;

  test.each<[string, Record<string, string>]>([
    ["another site's page", { "sec-fetch-site": "cross-site", origin: "https://elsewhere.example" }],
    [
      "a neighbouring site's page",
      { "sec-fetch-site": "same-site", origin: "https://other.punctual.example" },
    ],
    ["an old browser on another site", { origin: "https://elsewhere.example" }],
    ["nothing that says where it comes from", {}],
    ["a page without an origin", { origin: "null" }],
  ])("changes nothing for %s", async (_what, headers) => {
    const browser = await signIn("barbara");
    const shown = await browser.ask("/api/me", write(headers));
    expect([shown.status, JSON.parse(shown.body).code]).toEqual([403, "origin_not_allowed"]);
    expect(await me(browser)).toMatchObject({ name: "BARBARA" });
  });

  test.each<[string, Record<string, string>]>([
    ["our page", { "sec-fetch-site": "same-origin", origin: PUBLIC_URL }],
    ["our page in an old browser", { origin: PUBLIC_URL }],
  ])("takes writes of %s", async (_what, headers) => {
    expect((await (await signIn("margaret")).ask("/api/me", write(headers))).status).toBe(200);
  });

  test("that nobody used for a week has ended", async () => {
    const browser = await signIn("ada");
    const { id } = await me(browser);
    await pool.query("UPDATE session SET last_used_at = now() - interval '7 days' WHERE user_id = $1", [id]);
    const other = await anotherReplica();
    const shown = await other.ask(browser);
    expect([shown.statusCode, shown.json().code]).toEqual([401, "unauthorized"]);
  });

  test("ends after a month however it was used", async () => {
    const browser = await signIn("grace");
    const { id } = await me(browser);
    await pool.query("UPDATE session SET created_at = now() - interval '30 days' WHERE user_id = $1", [id]);
    expect((await (await anotherReplica()).ask(browser)).statusCode).toBe(401);
  });

  test("ends by signing out, here and at the issuer", async () => {
    const browser = await signIn("niklaus");
    const secret = String(browser.cookies(PUBLIC_URL).get(SESSION));
    const out = await browser.ask("/auth/logout", {
      method: "POST",
      headers: { "sec-fetch-site": "same-origin" },
    });
    expect(out.status).toBe(200);
    const { redirect_to } = JSON.parse(out.body) as { redirect_to: string };
    const { origin, searchParams } = new URL(redirect_to);
    expect([origin, searchParams.get("post_logout_redirect_uri")]).toEqual([issuer.url, `${PUBLIC_URL}/`]);
    expect(searchParams.get("id_token_hint")).toMatch(/^ey/);
    expect(browser.cookies(PUBLIC_URL).has(SESSION)).toBe(false);
    browser.setCookie(PUBLIC_URL, SESSION, secret);
    expect((await browser.ask("/api/me")).status).toBe(401);
  });

  test("isn't ended by another site", async () => {
    const browser = await signIn("ada");
    const out = await browser.ask("/auth/logout", {
      method: "POST",
      headers: { "sec-fetch-site": "cross-site" },
    });
    expect(out.status).toBe(403);
    await me(browser);
  });

  test("that was made up is none", async () => {
    const browser = openBrowser(app);
    browser.setCookie(PUBLIC_URL, SESSION, "x".repeat(43));
    expect((await browser.ask("/api/me")).status).toBe(401);
  });
});

/** Another replica on the same database, which remembers nothing yet. */
async function anotherReplica() {
  const { buildApp } = await import("@punctual/chat-api/app");
  const { CONFIG } = await import("../support/app.ts");
  const { silent } = await import("../../../../test/support/postgres-database.ts");
  const replica = await buildApp({
    config: { ...CONFIG, OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: PAGE.id },
    pool,
    dapr: secrets,
    logger: silent,
  });
  afterAll(() => replica.close());
  return {
    ask: (browser: Browser) =>
      replica.inject({
        url: "/api/me",
        headers: { cookie: `${SESSION}=${browser.cookies(PUBLIC_URL).get(SESSION)}` },
      }),
  };
}
