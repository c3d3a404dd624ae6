import { baseEnv, ConfigError, readConfig } from "@punctual/service-kit/config";
import { describe, expect, test } from "vitest";
import { z } from "zod";

const RIGHT = {
  HOST: "127.0.0.1",
  PORT: "8080",
  DATABASE_URL: "postgres://chat@127.0.0.1:5432/punctual",
  DAPR_HTTP_PORT: "3500",
  DAPR_API_TOKEN: "0123456789abcdef",
  APP_API_TOKEN: "fedcba9876543210",
};

/** What reading said was wrong. */
function refusal(env: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig(baseEnv, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("the environment was taken");
}

describe("readConfig", () => {
  test("gives numbers as numbers, and what has a default", () => {
    expect(readConfig(baseEnv, RIGHT)).toEqual({
      ...RIGHT,
      PORT: 8080,
      DAPR_HTTP_PORT: 3500,
      LOG_LEVEL: "info",
    });
  });

  test("passes over variables that aren't ours", () => {
    expect(readConfig(baseEnv, { ...RIGHT, PATH: "/bin" })).not.toHaveProperty("PATH");
  });

  test("names every missing key at once", () => {
    const message = refusal({});
    for (const key of Object.keys(RIGHT)) expect(message).toContain(`${key} is not set`);
  });

  test("says what a missing key is for", () => {
    expect(refusal({ ...RIGHT, PORT: undefined })).toBe(
      "The environment is not right:\n  PORT is not set (port to listen on)",
    );
  });

  test.each<[string, string]>([
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "http"],
    ["PORT", ""],
    ["HOST", ""],
    ["DATABASE_URL", "mysql://root@127.0.0.1/x"],
    ["DATABASE_URL", "punctual"],
    ["DAPR_API_TOKEN", "short"],
    ["APP_API_TOKEN", ""],
    ["LOG_LEVEL", "verbose"],
  ])("refuses %s=%s and names no other key", (key, value) => {
    const lines = refusal({ ...RIGHT, [key]: value })
      .split("\n")
      .slice(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^ {2}${key} .+ \\(.+\\)$`));
  });

  test("never repeats a value: it may be a secret", () => {
    const message = refusal({ ...RIGHT, DATABASE_URL: "http://me:hunter2@db/x", APP_API_TOKEN: "hunter2" });
    expect(message).not.toContain("hunter2");
  });

  test("takes a schema that a service extends", () => {
    const schema = baseEnv.extend({ GREETING: z.string().describe("what to say") });
    expect(() => readConfig(schema, RIGHT)).toThrow("GREETING is not set (what to say)");
  });
});
