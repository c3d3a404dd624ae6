import { z } from "zod";

/**
 * CloudEvents 1.0 in structured mode (JSON), as Dapr delivers it: the required context attributes, and any extension
 * (Dapr adds `topic`, `pubsubname`, `traceparent`).
 */
export const cloudEvent = z.looseObject({
  specversion: z.literal("1.0"),
  id: z.string().min(1),
  source: z.string().min(1),
  type: z.string().min(1),
  subject: z.string().optional(),
  time: z.string().optional(),
  datacontenttype: z.string().optional(),
  traceparent: z.string().optional(),
  data: z.unknown(),
});
/** A CloudEvent 1.0 in structured mode. */
export type CloudEvent = z.infer<typeof cloudEvent>;

/** CloudEvents `type` attribute of our events: reverse DNS, as the specification advises. */
export function eventTypeName(kind: string): string {
  return `dev.punctual.${kind}`;
}
