import { expect, onTestFinished, test } from "vitest";
import { createTestDatabase } from "../../../../test/support/postgres-database.ts";
import { absentDatabase, CLOSED_PORT, testApp } from "../support/app.ts";
import { sidecarAnswering } from "../support/sidecar.ts";

const { pool } = await createTestDatabase();

interface Situation {
  readonly database: "up" | "down";
  readonly sidecar: "up" | "failing" | "down";
  readonly servesWithoutSidecar?: boolean;
}

async function app({ database, sidecar, servesWithoutSidecar = false }: Situation) {
  const sidecarPort = sidecar === "down" ? CLOSED_PORT : await sidecarAnswering(sidecar === "up" ? 204 : 500);
  const made = await testApp({
    db: database === "up" ? pool : absentDatabase,
    sidecarPort,
    servesWithoutSidecar,
  });
  onTestFinished(() => made.close());
  return made;
}

test("a process that answers is alive, whatever is away", async () => {
  const answer = await (await app({ database: "down", sidecar: "down" })).inject({ url: "/healthz" });
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: "ok" }]);
});

test.each<[Situation, number, string]>([
  [{ database: "up", sidecar: "up" }, 200, "ok"],
  [{ database: "up", sidecar: "down" }, 503, "unavailable"],
  [{ database: "up", sidecar: "failing" }, 503, "unavailable"],
  [{ database: "down", sidecar: "up" }, 503, "unavailable"],
  [{ database: "up", sidecar: "up", servesWithoutSidecar: true }, 200, "ok"],
  [{ database: "up", sidecar: "down", servesWithoutSidecar: true }, 200, "degraded"],
  [{ database: "up", sidecar: "failing", servesWithoutSidecar: true }, 200, "degraded"],
  [{ database: "down", sidecar: "up", servesWithoutSidecar: true }, 503, "unavailable"],
  [{ database: "down", sidecar: "down", servesWithoutSidecar: true }, 503, "unavailable"],
])("readiness with %j is %i %s", async (situation, code, status) => {
  const answer = await (await app(situation)).inject({ url: "/readyz" });
  expect(answer.statusCode).toBe(code);
  expect(answer.json()).toEqual({
    status,
    database: situation.database === "up" ? "ok" : "unavailable",
    sidecar: situation.sidecar === "up" ? "ok" : "unavailable",
  });
});
