import { spawn } from "node:child_process";
import { once } from "node:events";
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
  const child = spawn("vitest", ["run", "--config", "test/scan/vitest.config.ts", ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, PUNCTUAL_SCANNERS: JSON.stringify(Object.fromEntries(paths)) },
  });
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? 1;
}

process.exitCode = await main();
