import { z } from "zod";
import { CHARTS, type ChartName } from "../platform/charts.ts";

const override = z
  .strictObject({
    version: z.string().min(1).optional(),
    repository: z.string().min(1).optional().describe("a mirror: https://… or oci://…"),
    path: z
      .string()
      .min(1)
      .optional()
      .describe("a folder or archive of the chart instead, for air-gapped installs"),
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("merged over ours, a mirror of images for instance"),
  })
  .refine(({ path, repository }) => !(path && repository), "give either a path or a repository");

const names = Object.keys(CHARTS) as [ChartName, ...ChartName[]];

/** Where a chart comes from when not from its own home. */
export const chartsSchema = z.partialRecord(z.enum(names), override).default({});
/** Where a chart comes from when not from its own home. */
export type ChartOverrides = z.infer<typeof chartsSchema>;
