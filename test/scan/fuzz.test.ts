import { CommandError } from "@punctual/local/tools/run";
import { expect, it } from "vitest";
import { bringSchemathesis, tryApi } from "../fuzz/schemathesis.ts";
import { startPlatform } from "../platform/support/own-platform.ts";
import { newPerson } from "../platform/support/person.ts";
import { attachPlatform } from "../platform/support/platform.ts";

const SECONDS = 60;
/** The same requests each time, so that a commit is judged by what it changes; `npm run test:fuzz` explores. */
const SEED = 20261123;
const python = await bringSchemathesis(() => {}).catch((error: unknown) => {
  if (!(error instanceof CommandError) || process.env.PUNCTUAL_SCAN_REQUIRED) throw error;
  return undefined;
});

it.skipIf(python === undefined)(
  "answers whatever is sent as documented",
  async () => {
    const { dataDir, stop } = await startPlatform();
    try {
      const platform = attachPlatform(dataDir);
      const { token } = await newPerson(platform);
      const trial = { python: String(python), url: platform.url, token, seconds: SECONDS, seed: SEED };
      const { clean, report } = await tryApi(trial);
      expect(clean, report).toBe(true);
      expect(report).toMatch(/[1-9]\d* generated/);
    } finally {
      await stop();
    }
  },
  10 * 60_000,
);
