import { createDecipheriv, createECDH, createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { PushSubscriptionData } from "@punctual/contracts/channel";

/** A browser that is subscribed. */
export interface Subscriber {
  readonly subscription: PushSubscriptionData;
  /** Reads what was encrypted for it. */
  decrypt(body: Buffer): string;
}

/** Subscribes at an address with fresh keys. */
export function subscribe(endpoint: string): Subscriber {
  const curve = createECDH("prime256v1");
  const publicKey = curve.generateKeys();
  const secret = randomBytes(16);
  const keys = { p256dh: publicKey.toString("base64url"), auth: secret.toString("base64url") };

  /** RFC 8291 section 3.4 and RFC 8188 section 2, written from them: no code of the sender's. */
  function decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16);
    const recordSize = body.readUInt32BE(16);
    const idLength = body.readUInt8(20);
    const sender = body.subarray(21, 21 + idLength);
    const record = body.subarray(21 + idLength);
    if (record.length > recordSize) throw new Error("more than one record");
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
    const key = Buffer.from(hkdfSync("sha256", curve.computeSecret(sender), secret, info, 32));
    const pseudorandom = createHmac("sha256", salt).update(key).digest();
    const expand = (label: string, bytes: number) =>
      createHmac("sha256", pseudorandom)
        .update(`Content-Encoding: ${label}\0\u0001`)
        .digest()
        .subarray(0, bytes);
    const decipher = createDecipheriv("aes-128-gcm", expand("aes128gcm", 16), expand("nonce", 12));
    decipher.setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  }

  return { subscription: { endpoint, keys }, decrypt };
}
