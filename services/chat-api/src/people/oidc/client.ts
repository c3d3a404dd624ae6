import { SECRET_STORE, SECRETS } from "@punctual/contracts/names";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { errors } from "@punctual/service-kit/errors";
import * as oidc from "openid-client";
import { type Issuer, TIMEOUT_S } from "./issuer.ts";
import { isLoopback } from "./loopback.ts";

/** Gives us as the issuer's client; throws dependency_unavailable while issuer or secret can't be had. */
export type Client = () => Promise<oidc.Configuration>;

/** Makes the issuer's client (RFC 6749 section 2): confidential with a secret, public where the secret is empty. */
export function createClient(issuer: Issuer, clientId: string, dapr: Pick<Dapr, "getSecret">): Client {
  let secret: string | undefined;
  let made: { readonly from: oidc.ServerMetadata; readonly client: oidc.Configuration } | undefined;
  return async () => {
    const metadata = await issuer.metadata();
    if (made?.from === metadata) return made.client;
    secret ??= await readSecret(dapr);
    const client = new oidc.Configuration(metadata, clientId, undefined, authentication(metadata, secret));
    client.timeout = TIMEOUT_S;
    // Keys are checked too, not only that the answer came from the issuer's address.
    oidc.enableNonRepudiationChecks(client);
    if (isLoopback(new URL(metadata.issuer))) oidc.allowInsecureRequests(client);
    made = { from: metadata, client };
    return client;
  };
}

function authentication(metadata: oidc.ServerMetadata, secret: string): oidc.ClientAuth {
  if (secret === "") return oidc.None();
  // Basic is what OpenID Connect Discovery says where nothing is said.
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return methods.includes("client_secret_basic")
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
}

async function readSecret(dapr: Pick<Dapr, "getSecret">): Promise<string> {
  const { name, keys } = SECRETS.oidc;
  try {
    const value = (await dapr.getSecret(SECRET_STORE, name))[keys[0]];
    if (value === undefined) throw new Error(`secret ${name} has no key ${keys[0]}; it may be empty`);
    return value;
  } catch (error) {
    throw errors.dependencyUnavailable("The secret for signing in can't be read now; try again soon.", {
      cause: error,
    });
  }
}
