import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { z } from "zod";
import { CiFailed, reasonOf } from "../../failure.ts";

/** What a workflow shows to GitHub for a token of its own (permission `id-token: write`). */
export interface TokenRequest {
  /** ACTIONS_ID_TOKEN_REQUEST_URL. */
  readonly url: string;
  /** ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  readonly bearer: string;
  /** Whom the token is for: what the identity domain's trust expects as `aud`. */
  readonly audience: string;
}

/** An identity domain of Oracle Cloud that trusts GitHub's tokens (an identity propagation trust). */
export interface Domain {
  /** `https://idcs-….identity.oraclecloud.com`. */
  readonly url: URL;
  /** Of the confidential application that the trust names. It alone opens nothing. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What signs requests to Oracle Cloud for an hour: a token, and the key that it is bound to. */
export interface Session {
  readonly token: string;
  readonly privateKey: KeyObject;
  /** MD5 of the public key, as OCI's configuration writes it: `aa:bb:…`. */
  readonly fingerprint: string;
}

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const SESSION = "urn:oci:token-type:oci-upst";
const LIMIT_MS = 30_000;

/** A token of GitHub for this run of the workflow. @throws CiFailed */
export async function gitHubToken({ url, bearer, audience }: TokenRequest): Promise<string> {
  const target = new URL(url);
  target.searchParams.set("audience", audience);
  const answer = await send("GitHub's token service", target, {
    headers: { authorization: `Bearer ${bearer}` },
  });
  return read("GitHub's token service", z.looseObject({ value: z.string().min(1) }), answer).value;
}

/**
 * Exchanges GitHub's token for a session of Oracle Cloud (RFC 8693; Oracle: "Exchanging a JSON Web Token for a UPST"). The
 * key pair is made here and never leaves: without it the session's token is of no use.
 *
 * @throws CiFailed with what the domain says, and what to look at
 */
export async function exchange(subjectToken: string, domain: Domain): Promise<Session> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = publicKey.export({ type: "spki", format: "der" });
  const credentials = Buffer.from(`${domain.clientId}:${domain.clientSecret}`).toString("base64");
  const answer = await send("the identity domain", new URL("/oauth2/v1/token", domain.url), {
    method: "POST",
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({
      grant_type: TOKEN_EXCHANGE,
      requested_token_type: SESSION,
      public_key: der.toString("base64"),
      subject_token: subjectToken,
      subject_token_type: "jwt",
    }),
  });
  const { token } = read("the identity domain", z.looseObject({ token: z.string().min(1) }), answer);
  return { token, privateKey, fingerprint: fingerprintOf(der) };
}

function fingerprintOf(der: Buffer): string {
  const digest = createHash("md5").update(der).digest("hex");
  return (digest.match(/../g) ?? []).join(":");
}

async function send(whom: string, url: URL, request: RequestInit): Promise<unknown> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...request, redirect: "error", signal: AbortSignal.timeout(LIMIT_MS) });
    text = await response.text();
  } catch (error) {
    throw new CiFailed(`${whom} (${url.host}) doesn't answer: ${reasonOf(error)}`);
  }
  if (!response.ok) {
    throw new CiFailed(
      `${whom} (${url.host}) refuses with ${response.status}: ${text.slice(0, 500).trim()}\n` +
        "Do the trust's issuer, audience, client and subject name this repository and environment? docs/ci.md, Oracle Cloud.",
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    // Not shown: it may hold a token.
    throw new CiFailed(`${whom} (${url.host}) answers ${response.status}, but not in JSON.`);
  }
}

function read<T>(whom: string, schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  // The form alone is shown: the answer may hold a token.
  throw new CiFailed(`${whom} answers in another form than documented: ${z.prettifyError(parsed.error)}`);
}
