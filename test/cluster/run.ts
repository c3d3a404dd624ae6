import { runVitest } from "../support/run-vitest.ts";
import { tell } from "../support/tell.ts";
import { makeDatabase } from "./support/given.ts";

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
  await makeDatabase(process.env);
  return runVitest("test/cluster/vitest.config.ts");
}

process.exitCode = await main();
