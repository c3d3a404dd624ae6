import * as oidc from "openid-client";
import type { Browser } from "./browser.ts";
import { AUDIENCE, PROGRAM, type TestIssuer } from "./issuer.ts";

/** Gets an access token as a program does: its person signs in with a browser and lets it have these scopes. */
export async function accessTokenOf(
  issuer: TestIssuer,
  browser: Browser,
  as: string,
  { scope = "openid read write", resource = AUDIENCE } = {},
): Promise<string> {
  const client = await oidc.discovery(new URL(issuer.url), PROGRAM.id, undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: PROGRAM.redirectUri,
    scope,
    resource,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  });
  const { url: back } = await browser.visit(url.href, as, PROGRAM.redirectUri);
  const tokens = await oidc.authorizationCodeGrant(
    client,
    back,
    { pkceCodeVerifier, idTokenExpected: true },
    { resource },
  );
  return tokens.access_token;
}
