import { makeDatabase } from "./given.ts";

/** Before all cluster tests: what they share and don't bring along. */
export default async function setup(): Promise<void> {
  await makeDatabase(process.env);
}
