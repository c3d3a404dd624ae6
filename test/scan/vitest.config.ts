import { defineConfig } from "vitest/config";

/** What scanners of others find in the manifests that every stack renders. Started by run.ts, which brings the tools. */
export default defineConfig({
  test: {
    name: "scan",
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
