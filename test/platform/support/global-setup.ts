import type { TestProject } from "vitest/node";
import { startPlatform } from "./own-platform.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Data folder of the platform that all platform tests share. */
    platformDataDir: string;
  }
}

/** Starts one platform for all platform tests, and stops it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { dataDir, stop } = await startPlatform();
  project.provide("platformDataDir", dataDir);
  return stop;
}
