import { describe, expect, test } from "vitest";
import { startChatApi } from "../support/app.ts";

const LIMIT = 20;

describe("requests of one credential", () => {
  test("are limited, with word of when to come again; those of others aren't", async () => {
    const { person } = await startChatApi({ config: { RATE_LIMIT_PER_MINUTE: LIMIT } });
    const [ada, grace] = [await person(), await person()];
    for (let left = LIMIT - 1; left >= 0; left -= 1) {
      const { statusCode, headers } = await ada.ask("GET", "/api/me");
      expect([statusCode, headers["ratelimit-limit"], headers["ratelimit-remaining"]]).toEqual([
        200,
        String(LIMIT),
        String(left),
      ]);
    }
    const answer = await ada.ask("GET", "/api/me");
    expect(answer.statusCode).toBe(429);
    expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
    expect(answer.json()).toMatchObject({ status: 429, code: "rate_limited" });
    for (const name of ["retry-after", "ratelimit-reset"]) {
      expect(Number(answer.headers[name])).toBeGreaterThan(0);
      expect(Number(answer.headers[name])).toBeLessThanOrEqual(60);
    }
    expect((await grace.ask("GET", "/api/me")).statusCode).toBe(200);
  });
});

describe("requests without a right credential", () => {
  const start = async (proxies: number) => {
    const { app, person } = await startChatApi({
      config: { RATE_LIMIT_PER_MINUTE: LIMIT, TRUSTED_PROXIES: proxies },
    });
    const guess = (address: string) =>
      app.inject({
        url: "/api/me",
        headers: { authorization: "Bearer guessed", "x-forwarded-for": address },
      });
    return { app, person, guess };
  };

  test("are limited by address, which keeps nobody out who has one", async () => {
    const { person, guess } = await start(1);
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await guess("192.0.2.1")).statusCode);
    expect(statuses).toEqual([401, 401, 429, 429]);
    expect((await guess("192.0.2.2")).statusCode).toBe(401);
    expect((await (await person()).ask("GET", "/api/me")).statusCode).toBe(200);
  });

  test("can't choose their address where no proxy is trusted", async () => {
    const { guess } = await start(0);
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await guess(`192.0.2.${i}`)).statusCode);
    expect(statuses).toEqual([401, 401, 429, 429]);
  });

  test.each([
    ["GET", "/auth/login", 404],
    ["POST", "/api/links/guessed", 503],
  ] as const)("are limited where anybody may ask, as by %s %s", async (method, url, otherwise) => {
    const { app } = await start(0);
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await app.inject({ method, url })).statusCode);
    expect(statuses).toEqual([otherwise, otherwise, 429, 429]);
  });
});
