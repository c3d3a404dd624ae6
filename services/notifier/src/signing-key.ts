import { SECRET_STORE, SECRETS } from "@punctual/contracts/names";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { errors } from "@punctual/service-kit/errors";

/** HMAC-SHA-256 wants at least its output's length (RFC 2104 section 3). */
const LEAST_BYTES = 32;

/** Gives the key that signs action links. */
export type SigningKey = () => Promise<Buffer>;

/** Reads the key through Dapr when it is first needed, so that the notifier starts without its sidecar. */
export function createSigningKey(dapr: Pick<Dapr, "getSecret">): SigningKey {
  const { name, keys } = SECRETS.actionLinks;
  let key: Buffer | undefined;
  return async () => {
    if (key) return key;
    try {
      const secret = await dapr.getSecret(SECRET_STORE, name);
      const bytes = Buffer.from(secret[keys[0]] ?? "", "base64");
      if (bytes.length < LEAST_BYTES) {
        throw new Error(`secret ${name}: ${keys[0]} must be base64 of at least ${LEAST_BYTES} bytes`);
      }
      key = bytes;
      return bytes;
    } catch (error) {
      throw errors.dependencyUnavailable("The key for links can't be read now; try again soon.", {
        cause: error,
      });
    }
  };
}
