import type { Clouds } from "../record.ts";

/** What Google Cloud says in a plan. */
export const GOOGLE: Clouds = { answers: {}, outputs: {} };
