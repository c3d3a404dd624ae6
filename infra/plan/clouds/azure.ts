import type { Clouds } from "../record.ts";

/** What Azure says in a plan. */
export const AZURE: Clouds = { answers: {}, outputs: {} };
