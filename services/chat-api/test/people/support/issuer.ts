import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as jose from "jose";
import Provider, { type Configuration } from "oidc-provider";
import { PUBLIC_URL } from "./public-url.ts";

/** What access tokens of a test's issuer are for. */
export const AUDIENCE = "https://punctual.example/api";
/** chat-api's client there, and a program's. */
export const PAGE = {
  id: "punctual-page",
  secret: "a secret of the page's client, long enough for HMAC",
} as const;
export const PROGRAM = { id: "program", redirectUri: "http://127.0.0.1/callback" } as const;

/** A key that an issuer signs with. */
export interface Key {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: jose.CryptoKey;
}

/** A real OpenID provider on loopback. */
export interface TestIssuer {
  readonly url: string;
  readonly key: Key;
  /** How often each path was asked for. */
  readonly asked: Map<string, number>;
  /** Lets it sign with another key from now on, as after a rotation. */
  rotate(): Promise<Key>;
  stop(): Promise<void>;
}

/** Makes a key. */
export async function makeKey(alg: string, kid: string): Promise<Key> {
  const { privateKey } = await jose.generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey };
}

/** Starts an issuer. @param alg what it signs access tokens with */
export async function startIssuer(alg = "RS256", port = 0): Promise<TestIssuer> {
  const asked = new Map<string, number>();
  // Of RSA in any case: id tokens are signed with RS256.
  let rotations = 0;
  let key = await makeKey(alg, "key-0");
  const idKey = await makeKey("RS256", "id-key");
  let answer: ReturnType<Provider["callback"]>;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    asked.set(path, (asked.get(path) ?? 0) + 1);
    answer(request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provide = async () => {
    answer = new Provider(url, await configuration(alg, [key, idKey])).callback();
  };
  await provide();
  return {
    url,
    get key() {
      return key;
    },
    asked,
    async rotate() {
      rotations += 1;
      key = await makeKey(alg, `key-${rotations}`);
      await provide();
      return key;
    },
    stop: () => close(server),
  };
}

async function configuration(alg: string, keys: readonly Key[]): Promise<Configuration> {
  const jwks = await Promise.all(
    keys.map(async ({ privateKey, ...rest }) => ({
      ...(await jose.exportJWK(privateKey)),
      ...rest,
      use: "sig",
    })),
  );
  return {
    clients: [
      {
        client_id: PAGE.id,
        client_secret: PAGE.secret,
        redirect_uris: [`${PUBLIC_URL}/auth/callback`],
        post_logout_redirect_uris: [`${PUBLIC_URL}/`],
      },
      {
        client_id: PROGRAM.id,
        application_type: "native",
        token_endpoint_auth_method: "none",
        redirect_uris: [PROGRAM.redirectUri],
      },
    ],
    jwks: { keys: jwks } as unknown as NonNullable<Configuration["jwks"]>,
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ["a key for the issuer's own cookies"] },
    scopes: ["openid", "email", "profile", "read", "write"],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "zoneinfo"] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id}@example.com`,
        email_verified: true,
        name: id.toUpperCase(),
        zoneinfo: "Europe/Berlin",
      }),
    }),
    features: {
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          audience: resource,
          scope: "read write",
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: alg as "RS256" } },
        }),
      },
    },
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
