import type { Clouds } from "../record.ts";

/** What Oracle Cloud says in a plan. */
export const ORACLE: Clouds = { answers: {}, outputs: {} };
