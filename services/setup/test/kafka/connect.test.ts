import { AuthenticationError, NetworkError, ProtocolError, TimeoutError } from "@platformatic/kafka";
import { adminOptions, asAdmin, isNotUp } from "@punctual/setup/kafka/connect";
import { readTopicsConfig } from "@punctual/setup/topics-config";
import { describe, expect, test } from "vitest";
import { MANAGED, PLAINTEXT } from "../support/kafka-env.ts";
import { listen } from "../support/listen.ts";

const optionsOf = (env: Readonly<Record<string, string>>) => adminOptions(readTopicsConfig(env));

describe("connects as Dapr does with the same values:", () => {
  test("without a password, in the clear", () => {
    const options = optionsOf(PLAINTEXT);
    expect(options).toMatchObject({ bootstrapBrokers: ["127.0.0.1:9092"] });
    expect(options).not.toHaveProperty("tls");
    expect(options).not.toHaveProperty("sasl");
  });

  test.each([
    ["SHA-512", "SCRAM-SHA-512"],
    ["SHA-256", "SCRAM-SHA-256"],
    ["PLAIN", "PLAIN"],
    ["PLAINTEXT", "PLAIN"],
    ["", "PLAIN"],
  ])("mechanism %o is %s", (KAFKA_SASL_MECHANISM, mechanism) => {
    const { sasl } = optionsOf({ ...MANAGED, KAFKA_SASL_MECHANISM });
    expect(sasl).toEqual({ mechanism, username: "punctual", password: "it's secret" });
  });

  test("trusts public authorities, or the one that is given", () => {
    expect(optionsOf(MANAGED).tls).toEqual({});
    const pem = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----";
    expect(optionsOf({ ...MANAGED, KAFKA_CA_CERT: `${pem}\n` }).tls).toEqual({ ca: pem });
  });

  test("asks for brokers by name, for several may share an address", () => {
    expect(optionsOf(MANAGED).tlsServerName).toBe(true);
  });

  test("a password also in the clear, where that is wanted", () => {
    expect(optionsOf({ ...MANAGED, KAFKA_DISABLE_TLS: "true" })).not.toHaveProperty("tls");
  });
});

/** What listing topics fails with. */
async function failure(env: Readonly<Record<string, string>>): Promise<unknown> {
  return asAdmin(readTopicsConfig(env), (admin) => admin.listTopics()).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

describe("a broker that isn't up", () => {
  test("is one that nothing listens for", async () => {
    const error = await failure({ ...PLAINTEXT, KAFKA_BROKERS: "127.0.0.1:1,127.0.0.1:2" });
    expect(error).toBeInstanceOf(Error);
    expect(isNotUp(error)).toBe(true);
  });

  test("is one that hangs up", async () => {
    const port = await listen((socket) => socket.destroy());
    const error = await failure({ ...PLAINTEXT, KAFKA_BROKERS: `127.0.0.1:${port}` });
    expect(error).toBeInstanceOf(Error);
    expect(isNotUp(error)).toBe(true);
  });

  test("isn't one that speaks no TLS where it should", async () => {
    const port = await listen((socket) => socket.end("who is there?\n"));
    const error = await failure({ ...MANAGED, KAFKA_BROKERS: `127.0.0.1:${port}` });
    expect(error).toBeInstanceOf(Error);
    expect(isNotUp(error)).toBe(false);
  });

  test("is what the client calls worth another try", () => {
    expect(isNotUp(new TimeoutError("Connection timed out.", { canRetry: true }))).toBe(true);
    expect(isNotUp(new ProtocolError("LEADER_NOT_AVAILABLE"))).toBe(true);
  });

  test("is one without the others that are to keep copies", () => {
    expect(isNotUp(new ProtocolError("INVALID_REPLICATION_FACTOR"))).toBe(true);
  });

  test("isn't one that doesn't know us, or doesn't let us", () => {
    const unknown = new AuthenticationError("SASL authentication failed.");
    expect(isNotUp(new NetworkError("Connection failed.", { cause: unknown }))).toBe(false);
    expect(isNotUp(new ProtocolError("TOPIC_AUTHORIZATION_FAILED"))).toBe(false);
  });
});
