import { PRIVATE_NETWORK, type Resolve } from "@punctual/notifier/channels/network-guard";
import { post } from "@punctual/notifier/channels/post";
import { verdict } from "@punctual/notifier/channels/verdict";
import { describe, expect, test } from "vitest";
import { guardOf } from "./support/guard.ts";
import { patient } from "./support/message.ts";
import { startReceiver } from "./support/receiver.ts";

const PUBLIC = { address: "1.1.1.1", family: 4 };
const LOOPBACK = { address: "127.0.0.1", family: 4 };
const REFUSED = { result: "refused", reason: PRIVATE_NETWORK };

function postTo(guard: ReturnType<typeof guardOf>, url: string) {
  const request = { url: new URL(url), headers: {}, body: "{}" };
  return post(guard, request, { timeoutMs: 5_000, signal: patient() }, (answer) =>
    verdict(answer, { gone: [] }),
  );
}

/** A resolver that gives one answer after the other. */
function resolving(...answers: Awaited<ReturnType<Resolve>>[]): Resolve {
  return async () => answers.shift() ?? [];
}

const failing =
  (code: string): Resolve =>
  async () => {
    throw Object.assign(new Error(code), { code });
  };

describe("loopback, however it is written", () => {
  test.each([
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "localhost",
    "１２７.0.0.1",
  ])("is refused: http://%s", async (host) => {
    const { port, received } = await startReceiver();
    const guard = guardOf({ allowedNetworks: [] });
    const url = `http://${host}:${port}/`;
    expect(await guard.check(url)).toBe(PRIVATE_NETWORK);
    expect(await postTo(guard, url)).toEqual(REFUSED);
    expect(received).toEqual([]);
  });

  test("is refused over TLS too", async () => {
    const guard = guardOf({ allowedNetworks: [] });
    expect(await postTo(guard, "https://127.0.0.1:1/")).toEqual(REFUSED);
    expect(await postTo(guard, "https://localhost:1/")).toEqual(REFUSED);
  });
});

describe("a name", () => {
  test("that leads to loopback is refused", async () => {
    const { port, received } = await startReceiver();
    const url = `http://webhook.example:${port}/`;
    expect(await postTo(guardOf({ allowedNetworks: [], resolve: resolving([LOOPBACK]) }), url)).toEqual(
      REFUSED,
    );
    expect(received).toEqual([]);
  });

  test("that leads to loopback among others is refused", async () => {
    const resolve = resolving([PUBLIC, LOOPBACK]);
    expect(await guardOf({ allowedNetworks: [], resolve }).check("http://webhook.example/")).toBe(
      PRIVATE_NETWORK,
    );
  });

  test("that leads to a public address first and to loopback then is refused", async () => {
    const { port, received } = await startReceiver();
    const url = `http://webhook.example:${port}/`;
    const guard = guardOf({ allowedNetworks: [], resolve: resolving([PUBLIC], [LOOPBACK]) });
    expect(await guard.check(url)).toBeUndefined();
    expect(await postTo(guard, url)).toEqual(REFUSED);
    expect(received).toEqual([]);
  });

  test("is resolved once a connection: what is judged is what is connected to", async () => {
    const { port, received } = await startReceiver();
    const guard = guardOf({ resolve: resolving([LOOPBACK]) });
    expect(await postTo(guard, `http://webhook.example:${port}/`)).toEqual({ result: "accepted" });
    expect(received[0]?.headers.host).toBe(`webhook.example:${port}`);
  });

  test("that there isn't is a fault when it is given, and failed when it is sent to", async () => {
    const guard = guardOf({ resolve: failing("ENOTFOUND") });
    expect(await guard.check("https://webhook.example/")).toBe("there is no host of that name");
    expect(await postTo(guard, "https://webhook.example/")).toEqual({
      result: "failed",
      reason: "there is no host of that name",
    });
  });

  test("that can't be looked up just now is no fault", async () => {
    expect(
      await guardOf({ resolve: failing("EAI_AGAIN") }).check("https://webhook.example/"),
    ).toBeUndefined();
  });
});

describe("an operator", () => {
  test("can allow a network", async () => {
    const { origin, received } = await startReceiver();
    const guard = guardOf({ allowedNetworks: ["10.0.0.0/8", "127.0.0.0/8"] });
    expect(await guard.check(origin)).toBeUndefined();
    expect(await postTo(guard, origin)).toEqual({ result: "accepted" });
    expect(received).toHaveLength(1);
  });

  test("allows no other by it", async () => {
    expect(await guardOf({ allowedNetworks: ["10.1.0.0/16"] }).check("http://10.2.0.1/")).toBe(
      PRIVATE_NETWORK,
    );
  });

  test("learns at once of a network that can't be one", () => {
    expect(() => guardOf({ allowedNetworks: ["10.0.0.0/40"] })).toThrow('"10.0.0.0/40" is not a network');
  });
});

test.each(["ftp://example.com/", "file:///etc/passwd", "nonsense"])(
  "%s is no address for it",
  async (address) => {
    expect(await guardOf().check(address)).toBe("the address must begin with http:// or https://");
  },
);
