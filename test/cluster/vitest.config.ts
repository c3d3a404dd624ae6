import { defineConfig } from "vitest/config";

/** Tests on a real cluster: the one that KUBECONFIG names. One file after the other, as they share it. */
export default defineConfig({
  test: {
    name: "cluster",
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 600_000,
  },
});
