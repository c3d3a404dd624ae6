import { APP_IDS } from "@punctual/contracts/apps";
import { z } from "zod";

/** The image of one-shot jobs that prepare what the services stand on (services/setup). */
const SETUP_IMAGE = "setup";

/** Every image that a stack runs, by its name. */
export const IMAGES = [...Object.values(APP_IDS), SETUP_IMAGE] as const;

const reference = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._/:-]*(:[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
    "must be an image with a digest (name@sha256:…) or, on Minikube, a tag",
  )
  .refine((text) => !text.endsWith(":latest"), "must not be :latest, which says nothing");

/** One reference for each service and for the jobs. */
export const imagesSchema = z.strictObject({
  [APP_IDS.chatApi]: reference,
  [APP_IDS.notifier]: reference,
  [APP_IDS.recurrence]: reference,
  [SETUP_IMAGE]: reference,
});
/** One reference for each service and for the jobs. */
export type Images = z.infer<typeof imagesSchema>;
