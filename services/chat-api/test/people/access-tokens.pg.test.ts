import { createVerifyJwt } from "@punctual/chat-api/people/oidc/access-tokens";
import { createIssuer } from "@punctual/chat-api/people/oidc/issuer";
import * as jose from "jose";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { startChatApi } from "../support/app.ts";
import { openBrowser } from "./support/browser.ts";
import { AUDIENCE, type Key, makeKey, PAGE, startIssuer } from "./support/issuer.ts";
import { accessTokenOf } from "./support/program.ts";

const issuer = await startIssuer();
const stranger = await startIssuer();
afterAll(async () => {
  await issuer.stop();
  await stranger.stop();
});
const { app } = await startChatApi({ config: { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE } });

const ask = (token: string, method: "GET" | "POST" = "GET", url = "/api/me", payload?: object) =>
  app.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload && { payload }) });

const tokenFor = (as: string, asked = {}) => accessTokenOf(issuer, openBrowser(app), as, asked);

interface Forged {
  readonly key?: Key;
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly expires?: number;
}

/** A token as the issuer would make it, by its own key unless another is given, with some of it changed. */
async function forge({ key = issuer.key, claims = {}, header = {}, expires = 600 }: Forged): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: issuer.url,
    aud: AUDIENCE,
    sub: "ada",
    scope: "read write",
    iat: now,
    exp: now + expires,
  };
  return new jose.SignJWT({ ...payload, ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: "at+jwt", ...header })
    .sign(key.privateKey);
}

describe("an access token", () => {
  test("of the issuer for us is taken, as the person whom it was made for", async () => {
    const answer = await ask(await tokenFor("ada"));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      scopes: ["read", "write"],
      credential: { kind: "jwt", expires_at: expect.stringMatching(/^20/) },
    });
    const again = await ask(await tokenFor("ada"));
    expect(again.json().id).toBe(answer.json().id);
    expect((await ask(await tokenFor("grace"))).json().id).not.toBe(answer.json().id);
  });

  test("keeps tasks apart by person", async () => {
    const ada = await tokenFor("ada");
    const made = await ask(ada, "POST", "/api/tasks", { title: "Mine" });
    expect(made.statusCode).toBe(201);
    const url = `/api/tasks/${made.json().id}`;
    expect((await ask(await tokenFor("grace"), "GET", url)).statusCode).toBe(404);
  });

  test("with the scope read alone reads and doesn't write", async () => {
    const token = await tokenFor("ada", { scope: "openid read" });
    expect((await ask(token)).statusCode).toBe(200);
    const refused = await ask(token, "POST", "/api/tasks", { title: "Mine" });
    expect([refused.statusCode, refused.json().code]).toEqual([403, "insufficient_scope"]);
  });

  test("without a scope of ours does nothing", async () => {
    const refused = await ask(await forge({ claims: { scope: "openid profile" } }));
    expect([refused.statusCode, refused.json().code]).toEqual([403, "insufficient_scope"]);
    expect(refused.headers["www-authenticate"]).toBe(
      'Bearer realm="punctual", error="insufficient_scope", scope="read"',
    );
  });

  test.each<[string, Record<string, unknown>]>([
    ["punctual:write", { scope: "openid punctual:write" }],
    ["punctual.write", { scope: "punctual.write" }],
    ["<audience>/write", { scope: `${AUDIENCE}/write` }],
    ["scp as text", { scope: undefined, scp: "read write" }],
    ["scp as a list", { scope: undefined, scp: ["write"] }],
  ])("may name the scope %s", async (_what, claims) => {
    const answer = await ask(await forge({ claims }));
    expect(answer.json()).toMatchObject({ scopes: ["read", "write"] });
  });

  test.each<[string, () => Promise<string>, string]>([
    ["for another audience", () => forge({ claims: { aud: "https://elsewhere.example" } }), AUDIENCE],
    ["for no audience", () => forge({ claims: { aud: undefined } }), "aud"],
    ["that has ended", () => forge({ expires: -60 }), "refresh"],
    ["that never ends", () => forge({ claims: { exp: undefined } }), "exp"],
    ["that begins later", () => forge({ claims: { nbf: Math.floor(Date.now() / 1000) + 600 } }), "nbf"],
    ["of nobody", () => forge({ claims: { sub: undefined } }), "sub"],
    ["of another issuer", () => forge({ claims: { iss: stranger.url }, key: stranger.key }), issuer.url],
    ["signed by another issuer", () => forge({ key: { ...stranger.key, kid: issuer.key.kid } }), "signed"],
    ["with a key that nobody knows", async () => forge({ key: await makeKey("RS256", "unknown") }), "key"],
    ["signed by nobody", async () => unsigned(), "signed"],
    ["signed with the public key as a password", () => confused(), "signed"],
    ["changed after it was signed", async () => changed(await forge({})), "signed"],
    ["of the form alone", async () => "a.b.c", issuer.url],
  ])("%s is refused", async (_what, make, advice) => {
    const answer = await ask(await make());
    expect([answer.statusCode, answer.json().code]).toEqual([401, "unauthorized"]);
    expect(answer.json().detail).toContain(advice);
    expect(answer.headers["www-authenticate"]).toMatch(/^Bearer realm="punctual"/);
  });

  test("a moment old may differ by a clock's error", async () => {
    expect((await ask(await forge({ expires: -2 }))).statusCode).toBe(200);
  });

  test("doesn't make a personal token that outlives it", async () => {
    const token = await tokenFor("ada");
    const answer = await ask(token, "POST", "/api/tokens", { name: "For ever" });
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, "expires_at"]);
  });
});

test.each(["PS256", "ES256", "EdDSA"])("signatures of %s are taken", async (alg) => {
  const other = await startIssuer(alg);
  onTestFinished(() => other.stop());
  const verify = createVerifyJwt(createIssuer(other.url), AUDIENCE);
  const token = await accessTokenOf(other, openBrowser(app), "ada");
  expect(jose.decodeProtectedHeader(token).alg).toBe(alg);
  expect(await verify(token)).toMatchObject({ issuer: other.url, subject: "ada" });
});

describe("the issuer's keys", () => {
  test("are fetched anew for a key that isn't known, after a rotation", async () => {
    const other = await startIssuer();
    onTestFinished(() => other.stop());
    const verify = createVerifyJwt(createIssuer(other.url), AUDIENCE, 0);
    const before = await accessTokenOf(other, openBrowser(app), "ada");
    expect(await verify(before)).toMatchObject({ subject: "ada" });
    await other.rotate();
    const after = await accessTokenOf(other, openBrowser(app), "ada");
    expect(jose.decodeProtectedHeader(after).kid).not.toBe(jose.decodeProtectedHeader(before).kid);
    expect(await verify(after)).toMatchObject({ subject: "ada" });
    // The key that was taken away signs no more.
    expect(await verify(before)).toMatchObject({ reason: "key" });
  });

  test("aren't fetched again and again by a flood of unknown ones", async () => {
    await ask(await forge({}));
    const before = issuer.asked.get("/jwks");
    const floods = await Promise.all(
      Array.from({ length: 50 }, async (_, i) =>
        forge({ key: issuer.key, header: { kid: `unknown-${i}` } }).then((token) => ask(token)),
      ),
    );
    expect(new Set(floods.map(({ statusCode }) => statusCode))).toEqual(new Set([401]));
    expect(issuer.asked.get("/jwks")).toBe(before);
  });

  test("are asked for nothing by tokens of others", async () => {
    const quiet = await startIssuer();
    onTestFinished(() => quiet.stop());
    const verify = createVerifyJwt(createIssuer(quiet.url), AUDIENCE);
    expect(await verify(await forge({}))).toMatchObject({ reason: "issuer" });
    expect(quiet.asked.get("/jwks")).toBeUndefined();
  });
});

describe("an issuer that is down", () => {
  test("is a 503 for its tokens, while personal ones go on", async () => {
    const gone = await startIssuer();
    const api = await startChatApi({
      config: { OIDC_ISSUER: gone.url, OIDC_AUDIENCE: AUDIENCE, OIDC_CLIENT_ID: PAGE.id },
    });
    await gone.stop();
    const token = await forge({ claims: { iss: gone.url }, key: gone.key });
    const headers = { authorization: `Bearer ${token}` };
    for (const asked of [
      { url: "/api/me", headers },
      { url: "/auth/login" },
      { url: "/auth/callback?code=a&state=b" },
    ]) {
      const answer = await api.app.inject(asked);
      const status = asked.url.startsWith("/auth/callback") ? 400 : 503;
      expect([asked.url, answer.statusCode]).toEqual([asked.url, status]);
    }
    expect((await (await api.person()).ask("GET", "/api/me")).statusCode).toBe(200);
  });

  test("is asked again once it is back, and not before a moment has passed", async () => {
    const one = await startIssuer();
    const { port } = new URL(one.url);
    await one.stop();
    const impatient = createIssuer(one.url, 0);
    await expect(impatient.metadata()).rejects.toMatchObject({ code: "dependency_unavailable", status: 503 });
    const patient = createIssuer(one.url, 60_000);
    await expect(patient.metadata()).rejects.toMatchObject({ status: 503 });
    const back = await startIssuer("RS256", Number(port));
    onTestFinished(() => back.stop());
    expect((await impatient.metadata()).issuer).toBe(back.url);
    await expect(patient.metadata()).rejects.toMatchObject({ status: 503 });
    expect(back.asked.get("/.well-known/openid-configuration")).toBe(1);
  });
});

test("without an issuer, JWTs are unknown tokens and nobody signs in", async () => {
  const { app: alone } = await startChatApi();
  const headers = { authorization: `Bearer ${await forge({})}` };
  expect((await alone.inject({ url: "/api/me", headers })).statusCode).toBe(401);
  const login = await alone.inject({ url: "/auth/login" });
  expect([login.statusCode, login.json().code]).toEqual([404, "sign_in_off"]);
});

test("only those come in whose addresses are allowed", async () => {
  const config = {
    OIDC_ISSUER: issuer.url,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_ALLOWED_EMAILS: ["ada@example.com", "@b.example"],
  };
  const { app: closed } = await startChatApi({ config });
  const status = async (claims: Record<string, unknown>) => {
    const headers = { authorization: `Bearer ${await forge({ claims })}` };
    return (await closed.inject({ url: "/api/me", headers })).statusCode;
  };
  expect(await status({ sub: "1", email: "mallory@example.com" })).toBe(401);
  expect(await status({ sub: "1", email: "ada@example.com.b.example.org" })).toBe(401);
  expect(await status({ sub: "1" })).toBe(401);
  expect(await status({ sub: "1", email: "Ada@Example.com", email_verified: false })).toBe(401);
  expect(await status({ sub: "1", email: "Ada@Example.com", email_verified: true })).toBe(200);
  expect(await status({ sub: "2", email: "anybody@b.example" })).toBe(200);
  // Whoever has come in is known by their subject; their tokens needn't repeat the address.
  expect(await status({ sub: "1" })).toBe(200);
});

function unsigned(): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 600;
  const claims = { iss: issuer.url, aud: AUDIENCE, sub: "ada", scope: "read write", exp };
  return `${encode({ alg: "none", typ: "at+jwt" })}.${encode(claims)}.`;
}

async function confused(): Promise<string> {
  const [header = "", payload = ""] = (await forge({})).split(".");
  const publicKey = jose.createRemoteJWKSet(new URL(`${issuer.url}/jwks`));
  await publicKey.reload();
  const password = new TextEncoder().encode(JSON.stringify(publicKey.jwks()?.keys[0]));
  const claims = jose.decodeJwt(`${header}.${payload}.`);
  return new jose.SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: issuer.key.kid }).sign(password);
}

function changed(token: string): string {
  const [header, payload = "", signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, sub: "grace" })).toString("base64url");
  return [header, other, signature].join(".");
}
