import { spawn } from "node:child_process";
import { tell } from "./support/kubectl.ts";

/** Runs the cluster tests on the cluster that KUBECONFIG names; says so where there is none. */
async function main(): Promise<number> {
  const found = await tell("kubectl", ["get", "--raw", "/readyz", "--request-timeout=5s"]).catch(
    (error: Error) => ({
      code: 1,
      stderr: error.message,
    }),
  );
  if (found.code !== 0) {
    const reason = found.stderr.trim().split("\n").at(-1);
    console.log(`test:cluster: skipped, as no cluster answers (${reason}).`);
    console.log("Point KUBECONFIG at one that has Dapr; see docs/deploy/testing.md.");
    // Where a cluster is promised, as in continuous integration, its absence is a failure.
    return process.env.PUNCTUAL_CLUSTER_REQUIRED ? 1 : 0;
  }
  const child = spawn(
    "vitest",
    ["run", "--config", "test/cluster/vitest.config.ts", ...process.argv.slice(2)],
    {
      stdio: "inherit",
    },
  );
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  child.once("error", reject);
  child.once("close", (code) => resolve(code ?? 1));
  return promise;
}

process.exitCode = await main();
