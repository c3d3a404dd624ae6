import { expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const { app } = await startChatApi();
const page = await app.inject({ url: "/docs" });

test("the reference is a page whose parts all come from here", async () => {
  expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  const parts = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
  expect(parts.length).toBeGreaterThan(4);
  for (const address of parts) {
    const url = new URL(address, "http://here/docs");
    expect(url.host).toBe("here");
    expect((await app.inject({ url: url.pathname })).statusCode, address).toBe(200);
  }
});

test("it keeps to the Content-Security-Policy: scripts are files, and nobody else is asked", async () => {
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+="/);
  const settings = await app.inject({ url: "/docs/static/swagger-initializer.js" });
  expect(settings.body).toContain('"validatorUrl":null');
});

test("it shows the document that /openapi.json is", async () => {
  const [shown, served] = await Promise.all([
    app.inject({ url: "/docs/json" }),
    app.inject({ url: "/openapi.json" }),
  ]);
  expect(shown.json()).toEqual(served.json());
});
