import { createECDH, hkdfSync } from "node:crypto";

/** Says what the derived key is for. Changing it ends every browser's subscription. */
const INFO = "punctual notifier web push vapid p-256 1";
/** As HMAC-SHA-256 wants it. */
const LEAST_BYTES = 32;
/** How many private keys P-256 has, and one (SEC 2 section 2.4.2, NIST SP 800-186). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** What identifies us to push services (RFC 8292): an uncompressed point and a scalar of P-256, both base64url. */
export interface VapidKeys {
  /** What browsers subscribe with (`applicationServerKey`). */
  readonly publicKey: string;
  readonly privateKey: string;
}

/**
 * Derives the keys by HKDF-SHA-256 (RFC 5869): one secret less to keep, and all replicas have the same.
 *
 * @param signingKey at least 32 bytes; another key gives other keys, and then browsers have to subscribe again
 */
export function vapidKeys(signingKey: Buffer): VapidKeys {
  if (signingKey.length < LEAST_BYTES) {
    throw new Error(`keys are derived from at least ${LEAST_BYTES} bytes, not ${signingKey.length}`);
  }
  const scalar = privateScalar((counter) =>
    Buffer.from(hkdfSync("sha256", signingKey, "", `${INFO} ${counter}`, 32)),
  );
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(scalar);
  return { publicKey: curve.getPublicKey("base64url"), privateKey: scalar.toString("base64url") };
}

/**
 * The first of several candidates that is a private key of P-256. One of four thousand million isn't.
 *
 * @param candidate gives 32 bytes for 0, 1, 2 …
 */
export function privateScalar(candidate: (counter: number) => Buffer): Buffer {
  for (let counter = 0; ; counter++) {
    const bytes = candidate(counter);
    const scalar = BigInt(`0x${bytes.toString("hex")}`);
    if (scalar > 0n && scalar < ORDER) return bytes;
  }
}
