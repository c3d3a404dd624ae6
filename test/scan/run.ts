import { runVitest } from "../support/run-vitest.ts";
import { findScanners } from "./support/tools.ts";

/** Runs the scanners' tests, with those scanners that can be had; says plainly which can't. */
async function main(): Promise<number> {
  const say = (text: string) => console.log(`test:scan: ${text}`);
  const scanners = Object.entries(await findScanners(say));
  const paths = scanners.flatMap(([name, found]) => ("path" in found ? [[name, found.path] as const] : []));
  for (const [name, found] of scanners) {
    if ("missing" in found) say(`${name} is skipped, as ${found.missing}.`);
  }
  // Where the scanners are promised, as in continuous integration, their absence is a failure.
  if (paths.length < scanners.length && process.env.PUNCTUAL_SCAN_REQUIRED) return 1;
  if (paths.length === 0) return 0;
  return runVitest("test/scan/vitest.config.ts", {
    PUNCTUAL_SCANNERS: JSON.stringify(Object.fromEntries(paths)),
  });
}

process.exitCode = await main();
