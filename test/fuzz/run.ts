import { parseArgs } from "node:util";
import { startPlatform } from "../platform/support/own-platform.ts";
import { newPerson } from "../platform/support/person.ts";
import { attachPlatform } from "../platform/support/platform.ts";
import { bringSchemathesis, type Outcome, type Trial, tryApi } from "./schemathesis.ts";

const USAGE = "npm run test:fuzz -- [--minutes 10] [--seed N] [--url http://127.0.0.1:8080 --token TOKEN]";

/** Fuzzes a live platform: one of its own, in a folder of its own, unless the address of another is given. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string" },
      url: { type: "string" },
      token: { type: "string" },
    },
  });
  const { url, token } = values;
  const minutes = Number(values.minutes);
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  if (!(minutes > 0) || Number.isNaN(seed) || (url === undefined) !== (token === undefined)) {
    console.error(USAGE);
    return 2;
  }
  const python = await bringSchemathesis((text) => console.log(`test:fuzz: ${text}`));
  const how = { python, seconds: Math.ceil(minutes * 60), ...(seed !== undefined && { seed }) };
  const outcome = url !== undefined && token !== undefined ? tryApi({ ...how, url, token }) : tryOwn(how);
  const { clean, report } = await outcome;
  console.log(report);
  return clean ? 0 : 1;
}

async function tryOwn(how: Omit<Trial, "url" | "token">): Promise<Outcome> {
  const { dataDir, stop } = await startPlatform();
  try {
    const platform = attachPlatform(dataDir);
    const { token } = await newPerson(platform);
    return await tryApi({ ...how, url: platform.url, token });
  } finally {
    await stop();
  }
}

process.exitCode = await main();
