import { errors } from "@punctual/service-kit/errors";
import * as oidc from "openid-client";
import { isLoopback } from "./loopback.ts";

/** How long the issuer may take to answer, in seconds. */
export const TIMEOUT_S = 5;
/** How long what the issuer says of itself holds, and how soon after a failure it is asked again, in milliseconds. */
const FRESH_MS = 60 * 60 * 1000;
const RETRY_MS = 2_000;

/** An OpenID provider, as it describes itself (OpenID Connect Discovery 1.0). */
export interface Issuer {
  /** Its metadata; throws dependency_unavailable while it can't be reached and never could. */
  metadata(): Promise<oidc.ServerMetadata>;
}

/**
 * Makes an issuer that is asked when it is first needed, so that we start and serve tokens without it. What it said an
 * hour ago goes on holding while it can't be reached.
 */
export function createIssuer(address: string, retryMs = RETRY_MS): Issuer {
  let known: { readonly at: number; readonly metadata: oidc.ServerMetadata } | undefined;
  let failed: { readonly at: number; readonly error: unknown } | undefined;
  let asking: Promise<void> | undefined;

  const ask = async () => {
    try {
      known = { at: Date.now(), metadata: await discover(address) };
      failed = undefined;
    } catch (error) {
      failed = { at: Date.now(), error };
    } finally {
      asking = undefined;
    }
  };
  return {
    async metadata() {
      const fresh = known && Date.now() - known.at < FRESH_MS;
      const justFailed = failed && Date.now() - failed.at < retryMs;
      if (!fresh && !justFailed) {
        asking ??= ask();
        await asking;
      }
      if (known) return known.metadata;
      throw unreachable(failed?.error);
    },
  };
}

/** What is thrown while an issuer doesn't answer as it should. */
export function unreachable(cause: unknown) {
  return errors.dependencyUnavailable(
    "The issuer that people sign in with can't be reached now; try again soon.",
    {
      cause,
    },
  );
}

async function discover(address: string): Promise<oidc.ServerMetadata> {
  const url = new URL(address);
  // Who we are plays no part in discovery.
  const found = await oidc.discovery(url, "punctual", undefined, oidc.None(), {
    timeout: TIMEOUT_S,
    ...(url.protocol === "http:" && isLoopback(url) && { execute: [oidc.allowInsecureRequests] }),
  });
  const metadata = found.serverMetadata();
  if (!metadata.jwks_uri) throw new Error(`${address} names no jwks_uri`);
  return metadata;
}
