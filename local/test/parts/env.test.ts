import { expect, it } from "vitest";
import { CHAT_API_SETTINGS, settingsIn } from "../../src/parts/env.ts";

it("passes on to chat-api what a developer set of it, and nothing else", () => {
  const set = {
    OIDC_ISSUER: "https://id.example.com",
    RATE_LIMIT_PER_MINUTE: "900",
    DATABASE_URL: "another",
  };
  expect(settingsIn(set, CHAT_API_SETTINGS)).toEqual({
    OIDC_ISSUER: "https://id.example.com",
    RATE_LIMIT_PER_MINUTE: "900",
  });
});
