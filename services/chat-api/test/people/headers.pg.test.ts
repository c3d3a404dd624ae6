import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const OTHER = "https://app.example.com";
const preflight = (origin: string) => ({
  method: "OPTIONS" as const,
  url: "/api/tasks",
  headers: {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type,idempotency-key",
  },
});

describe("browsers are told", () => {
  test("what our pages may do", async () => {
    const { app } = await startChatApi();
    const { headers } = await app.inject({ url: "/openapi.json" });
    expect(headers["content-security-policy"]).toBe(
      "default-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;object-src 'none';base-uri 'none';" +
        "form-action 'self';frame-ancestors 'none';upgrade-insecure-requests",
    );
    expect(headers).toMatchObject({
      "strict-transport-security": expect.stringContaining("max-age=31536000"),
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
    });
  });

  test("nothing of TLS on a laptop, which has none", async () => {
    const { app } = await startChatApi({ config: { PUBLIC_URL: "http://127.0.0.1:8080" } });
    const { headers } = await app.inject({ url: "/openapi.json" });
    expect(headers["strict-transport-security"]).toBeUndefined();
    expect(headers["content-security-policy"]).not.toContain("upgrade-insecure-requests");
  });

  test("of refusals too", async () => {
    const { app } = await startChatApi();
    const { headers } = await app.inject({ url: "/api/tasks" });
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
  });
});

describe("pages of other sites", () => {
  test("may not call unless they are named", async () => {
    const { app, person } = await startChatApi();
    const { headers } = await app.inject(preflight(OTHER));
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    const ada = await person();
    const answer = await app.inject({
      url: "/api/me",
      headers: { origin: OTHER, authorization: `Bearer ${ada.token}` },
    });
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("may call where they are named, with tokens and never with cookies", async () => {
    const { app, person } = await startChatApi({ config: { CORS_ORIGINS: [OTHER] } });
    const allowed = await app.inject(preflight(OTHER));
    expect(allowed.statusCode).toBe(204);
    expect(allowed.headers).toMatchObject({
      "access-control-allow-origin": OTHER,
      "access-control-allow-headers": "authorization,content-type,idempotency-key",
    });
    expect(allowed.headers["access-control-allow-methods"]).toContain("PATCH");
    expect(allowed.headers["access-control-allow-credentials"]).toBeUndefined();
    const refused = await app.inject(preflight("https://elsewhere.example"));
    expect(refused.headers["access-control-allow-origin"]).toBeUndefined();

    const ada = await person();
    const answer = await app.inject({
      url: "/api/me",
      headers: { origin: OTHER, authorization: `Bearer ${ada.token}` },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": OTHER,
      "access-control-expose-headers": expect.stringContaining("Undo-Token"),
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  test("can read why they were refused", async () => {
    const { app } = await startChatApi({ config: { CORS_ORIGINS: [OTHER] } });
    const answer = await app.inject({ url: "/api/me", headers: { origin: OTHER } });
    expect([answer.statusCode, answer.headers["access-control-allow-origin"]]).toEqual([401, OTHER]);
  });
});
