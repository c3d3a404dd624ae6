import { defineConfig } from "vitest/config";

/**
 * Four layers. `pure`, `infra` (Pulumi's mocks) and `service` run side by side; `platform` (real Kafka, real sidecars) has the machine to itself
 * after them.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "pure",
          include: [
            "{packages,services,local,admin,bench,ci}/**/test/**/*.test.ts",
            "test/{contract,workflows}/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "**/*.pg.test.ts"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "infra",
          include: ["infra/test/**/*.test.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "service",
          include: ["{packages,services}/**/test/**/*.pg.test.ts", "test/contract/**/*.pg.test.ts"],
          exclude: ["**/node_modules/**"],
          globalSetup: "test/support/postgres.ts",
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "platform",
          include: ["test/platform/**/*.test.ts"],
          globalSetup: "test/platform/support/global-setup.ts",
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
