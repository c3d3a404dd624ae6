import { z } from "zod";

/** cert-manager, which some modes of kafka, postgres and ingress have their certificates from. */
export const certManagerSchema = z
  .strictObject({
    install: z
      .boolean()
      .default(true)
      .describe("install cert-manager where something needs it, unless it is in the cluster already"),
  })
  .prefault({});
