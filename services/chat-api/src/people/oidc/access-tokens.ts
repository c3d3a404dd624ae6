import * as jose from "jose";
import { type Issuer, TIMEOUT_S, unreachable } from "./issuer.ts";
import { isLoopback } from "./loopback.ts";

/** Signatures that are taken: asymmetric ones, so that nobody but the issuer can make them. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"];
/** How far clocks may differ, in seconds. */
const LEEWAY_S = 5;
/** How soon an unknown key id may have the issuer's keys fetched anew, and how old they may get, in milliseconds. */
const COOLDOWN_MS = 30_000;
const KEYS_FRESH_MS = 10 * 60 * 1000;

/** An access token that was found to be right. */
export interface AccessToken {
  readonly issuer: string;
  readonly subject: string;
  readonly expiresAt: Date;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** What came of looking at an access token. */
export type JwtVerdict = AccessToken | { readonly reason: string; readonly detail: string };

/** Looks at an access token; throws dependency_unavailable while the issuer's keys can't be had. */
export type VerifyJwt = (token: string) => Promise<JwtVerdict>;

/** Whether a bearer token has the form of a JWT (RFC 7519): personal tokens have no dots. */
export function looksLikeJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);
}

/** Verifies JWT access tokens (RFC 9068) of one issuer for one audience. */
export function createVerifyJwt(issuer: Issuer, audience: string, cooldownMs = COOLDOWN_MS): VerifyJwt {
  let keys: { readonly uri: string; readonly find: jose.JWTVerifyGetKey } | undefined;
  const keysAt = (uri: string) => {
    if (keys?.uri !== uri) {
      const options = {
        cooldownDuration: cooldownMs,
        cacheMaxAge: KEYS_FRESH_MS,
        timeoutDuration: TIMEOUT_S * 1000,
      };
      keys = { uri, find: jose.createRemoteJWKSet(safeUrl(uri), options) };
    }
    return keys.find;
  };
  return async (token) => {
    const metadata = await issuer.metadata();
    // Before any key is looked for, so that tokens of others cost the issuer nothing.
    if (issuerOf(token) !== metadata.issuer) {
      return { reason: "issuer", detail: `This access token isn't one of ${metadata.issuer}.` };
    }
    try {
      const { payload } = await jose.jwtVerify(token, keysAt(String(metadata.jwks_uri)), {
        issuer: metadata.issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: LEEWAY_S,
        requiredClaims: ["sub", "exp"],
      });
      const { sub, exp } = payload;
      if (typeof sub !== "string" || sub === "" || exp === undefined) {
        return { reason: "claims", detail: "This access token doesn't say whose it is." };
      }
      return { issuer: metadata.issuer, subject: sub, expiresAt: new Date(exp * 1000), claims: payload };
    } catch (error) {
      return refusalFor(error, audience);
    }
  };
}

/** Who is said to have issued a token; undefined where it can't be read. */
function issuerOf(token: string): string | undefined {
  try {
    return jose.decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** Signing keys over plain HTTP could be anybody's. */
function safeUrl(uri: string): URL {
  const url = new URL(uri);
  if (url.protocol === "https:" || isLoopback(url)) return url;
  throw unreachable(new Error(`the issuer's keys are at ${uri}, which must be https`));
}

/** What is wrong with a token; throws when it is the issuer that fails, not the token. */
function refusalFor(error: unknown, audience: string): { reason: string; detail: string } {
  if (error instanceof jose.errors.JWTExpired) {
    return { reason: "expired", detail: "This access token has ended; refresh it." };
  }
  if (error instanceof jose.errors.JWTClaimValidationFailed) {
    const wanted = error.claim === "aud" ? `; it must be for the audience ${audience}` : "";
    return { reason: error.claim, detail: `This access token's claim ${error.claim} is wrong${wanted}.` };
  }
  if (error instanceof jose.errors.JWKSNoMatchingKey) {
    return { reason: "key", detail: "This access token is signed with a key that its issuer doesn't name." };
  }
  if (error instanceof jose.errors.JOSEAlgNotAllowed) {
    return {
      reason: "algorithm",
      detail: `This access token must be signed with one of ${ALGORITHMS.join(", ")}.`,
    };
  }
  const wrong = [
    jose.errors.JWSSignatureVerificationFailed,
    jose.errors.JWSInvalid,
    jose.errors.JWTInvalid,
    jose.errors.JOSENotSupported,
    jose.errors.JWKSMultipleMatchingKeys,
  ];
  if (wrong.some((kind) => error instanceof kind)) {
    return { reason: "signature", detail: "This access token isn't rightly signed by its issuer." };
  }
  throw unreachable(error);
}
