import { createECDH } from "node:crypto";
import { privateScalar, vapidKeys } from "@punctual/notifier/channels/web-push/vapid";
import { expect, test } from "vitest";

const KEY = Buffer.alloc(32, 7);
/** The private key was worked out by another implementation of HKDF. */
const EXPECTED = {
  publicKey: "BCPkdNi5tJ0EqpvNkNS95QRVrb5SgXDK8PdxM_Ez1U2XG1PAHO6CgzDS2bXiKZIPUddZT7ikdh1FCs8tEPlCfvM",
  privateKey: "-4LuTZVDaoPZYJ_cFlyRmQG62zWHU28dQO14OVZZ_WM",
};
const ORDER = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex");

test("the same key gives the same keys, whatever the version: browsers subscribe with them", () => {
  expect(vapidKeys(KEY)).toEqual(EXPECTED);
});

test("another key gives others", () => {
  expect(vapidKeys(Buffer.alloc(32, 8)).privateKey).not.toBe(vapidKeys(KEY).privateKey);
});

test("the public key is an uncompressed point that belongs to the private one", () => {
  const { publicKey, privateKey } = vapidKeys(KEY);
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(privateKey, "base64url");
  expect(curve.getPublicKey("base64url")).toBe(publicKey);
  expect(Buffer.from(publicKey, "base64url")).toHaveLength(65);
});

test("a candidate outside the curve's order is passed over", () => {
  const last = Buffer.from(ORDER);
  last.writeUInt8(0x50, 31);
  const candidates = [Buffer.alloc(32), ORDER, Buffer.alloc(32, 0xff), last];
  expect(privateScalar((counter) => candidates[counter] ?? Buffer.alloc(32, 1))).toBe(last);
});

test("a short key is refused", () => {
  expect(() => vapidKeys(Buffer.alloc(31))).toThrow("at least 32 bytes");
});
