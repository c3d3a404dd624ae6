import * as oidc from "openid-client";
import { peopleErrors } from "../errors.ts";
import type { Client } from "./client.ts";
import { unreachable } from "./issuer.ts";

const SCOPE = "openid email profile";

/** A sign-in that was begun: what its browser must bring back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where to go afterwards: a path of ours. */
  readonly returnTo: string;
}

/** Somebody whom the issuer has just seen. */
export interface SignedIn {
  readonly idToken: string;
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The authorization code flow (OpenID Connect Core 1.0 section 3.1) with PKCE (RFC 7636). */
export interface SignInFlow {
  /** Where to send the browser, and what it must bring back. */
  begin(returnTo: string): Promise<{ readonly location: string; readonly attempt: Attempt }>;
  /**
   * Takes the issuer's answer. Throws sign_in_refused where the issuer says no, sign_in_failed where the answer isn't
   * right, dependency_unavailable where the issuer fails.
   */
  finish(answer: URL, attempt: Attempt): Promise<SignedIn>;
  /** Where to send the browser to sign out of the issuer too (RP-Initiated Logout 1.0); ours where it knows no such thing. */
  end(idToken: string | undefined): Promise<string>;
}

/** Makes the flow. @param publicUrl address that people reach us by */
export function createSignInFlow(client: Client, publicUrl: string): SignInFlow {
  const redirectUri = new URL("/auth/callback", publicUrl).href;
  const home = new URL("/", publicUrl).href;
  return {
    async begin(returnTo) {
      const configuration = await client();
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        returnTo,
      };
      const location = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: "S256",
      });
      return { location: location.href, attempt };
    },
    async finish(answer, { state, nonce, verifier }) {
      const configuration = await client();
      try {
        const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const idClaims = tokens.claims();
        const idToken = tokens.id_token;
        if (!idClaims || idToken === undefined) throw new Error("the issuer sent no id token");
        const { iss: issuer, sub: subject } = idClaims;
        const claims = await withUserInfo(configuration, tokens.access_token, idClaims);
        return { idToken, issuer, subject, claims };
      } catch (error) {
        throw failureOf(error);
      }
    },
    async end(idToken) {
      const configuration = await client();
      if (!configuration.serverMetadata().end_session_endpoint) return home;
      return oidc.buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: home,
        ...(idToken !== undefined && { id_token_hint: idToken }),
      }).href;
    },
  };
}

/** Adds what the issuer tells at its userinfo endpoint alone (OpenID Connect Core 1.0 section 5.3), as many do. */
async function withUserInfo(client: oidc.Configuration, accessToken: string, claims: oidc.IDToken) {
  if (claims.email !== undefined || !client.serverMetadata().userinfo_endpoint) return claims;
  return { ...(await oidc.fetchUserInfo(client, accessToken, claims.sub)), ...claims };
}

/** The issuer, or what we told it of ourselves, is at fault. */
const ISSUER_FAILS = ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM"];
const CLIENT_WRONG = ["invalid_client", "unauthorized_client"];

function failureOf(error: unknown): Error {
  if (error instanceof oidc.AuthorizationResponseError) {
    return peopleErrors.signInRefused(`The issuer didn't let you in (${printable(error.error)}).`, {
      cause: error,
    });
  }
  const ours = error instanceof oidc.ResponseBodyError && CLIENT_WRONG.includes(error.error);
  const theirs = error instanceof oidc.ClientError && ISSUER_FAILS.includes(error.code ?? "");
  if (ours || theirs || error instanceof TypeError) return unreachable(error);
  return peopleErrors.signInFailed(
    "The issuer's answer isn't right or is too old; begin again at /auth/login.",
    {
      cause: error,
    },
  );
}

/** Whoever calls back chooses this text. */
function printable(text: string): string {
  return text.replace(/[^\w .:-]/g, "").slice(0, 60);
}
